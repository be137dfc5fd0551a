package io.dbmigration.api;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn.Type;
import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Version;

/** One restore of one backup. */
@JsonClassDescription("One restore of one backup.")
@Group(ApiGroup.GROUP)
@Version(ApiGroup.VERSION)
@ShortNames("dbr")
@ValidationRule(
        value = "self.spec == oldSelf.spec",
        message = "the spec of a DatabaseRestore never changes; make a new one")
@AdditionalPrinterColumn(
        name = "Ready",
        type = Type.STRING,
        jsonPath = ".status.conditions[?(@.type==\"Ready\")].status")
@AdditionalPrinterColumn(name = "Reason", type = Type.STRING, jsonPath = ".status.reason")
@AdditionalPrinterColumn(name = "Backup", type = Type.STRING, jsonPath = ".spec.backupRef.name")
@AdditionalPrinterColumn(name = "Mode", type = Type.STRING, jsonPath = ".spec.mode")
@AdditionalPrinterColumn(name = "Database", type = Type.STRING, jsonPath = ".status.restored.database")
@AdditionalPrinterColumn(name = "Age", type = Type.DATE, jsonPath = ".metadata.creationTimestamp")
@AdditionalPrinterColumn(name = "Job", type = Type.STRING, jsonPath = ".status.job", priority = 1)
public final class DatabaseRestore extends CustomResource<DatabaseRestoreSpec, RestoreStatus> implements Namespaced {

    private static final long serialVersionUID = 1L;

    public static final String KIND = "DatabaseRestore";
}
