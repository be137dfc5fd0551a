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

/** One backup and its receipt, or the wish for one. Deleting it deletes no file. */
@JsonClassDescription("One backup and its receipt, or the wish for one. Deleting it deletes no file.")
@Group(ApiGroup.GROUP)
@Version(ApiGroup.VERSION)
@ShortNames("dbb")
@ValidationRule(value = "self.spec == oldSelf.spec", message = "the spec of a DatabaseBackup never changes")
@AdditionalPrinterColumn(
        name = "Ready",
        type = Type.STRING,
        jsonPath = ".status.conditions[?(@.type==\"Ready\")].status")
@AdditionalPrinterColumn(
        name = "Reason",
        type = Type.STRING,
        jsonPath = ".status.conditions[?(@.type==\"Ready\")].reason")
@AdditionalPrinterColumn(name = "Migration", type = Type.STRING, jsonPath = ".spec.databaseMigrationRef.name")
@AdditionalPrinterColumn(name = "Size", type = Type.INTEGER, jsonPath = ".status.size")
@AdditionalPrinterColumn(name = "Verified", type = Type.STRING, jsonPath = ".status.verified")
@AdditionalPrinterColumn(name = "Age", type = Type.DATE, jsonPath = ".metadata.creationTimestamp")
@AdditionalPrinterColumn(name = "Path", type = Type.STRING, jsonPath = ".spec.fromRun.path", priority = 1)
@AdditionalPrinterColumn(
        name = "Restore takes",
        type = Type.STRING,
        jsonPath = ".status.estimatedRestore",
        priority = 1)
public final class DatabaseBackup extends CustomResource<DatabaseBackupSpec, DatabaseBackupStatus>
        implements Namespaced {

    private static final long serialVersionUID = 1L;

    public static final String KIND = "DatabaseBackup";
}
