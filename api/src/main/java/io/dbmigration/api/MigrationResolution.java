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

/** One correction of the history by hand, as prisma migrate resolve. */
@JsonClassDescription("One correction of the history by hand, as prisma migrate resolve.")
@Group(ApiGroup.GROUP)
@Version(ApiGroup.VERSION)
@ShortNames("mres")
@ValidationRule(
        value = "self.spec == oldSelf.spec",
        message = "the spec of a MigrationResolution never changes; make a new one")
@AdditionalPrinterColumn(
        name = "Ready",
        type = Type.STRING,
        jsonPath = ".status.conditions[?(@.type==\"Ready\")].status")
@AdditionalPrinterColumn(name = "Reason", type = Type.STRING, jsonPath = ".status.reason")
@AdditionalPrinterColumn(name = "Database Migration", type = Type.STRING, jsonPath = ".spec.databaseMigrationRef.name")
@AdditionalPrinterColumn(name = "Migration", type = Type.STRING, jsonPath = ".spec.migration")
@AdditionalPrinterColumn(name = "As", type = Type.STRING, jsonPath = ".spec.as")
@AdditionalPrinterColumn(name = "Age", type = Type.DATE, jsonPath = ".metadata.creationTimestamp")
@AdditionalPrinterColumn(name = "Job", type = Type.STRING, jsonPath = ".status.job", priority = 1)
public final class MigrationResolution extends CustomResource<MigrationResolutionSpec, ResolutionStatus>
        implements Namespaced {

    private static final long serialVersionUID = 1L;

    public static final String KIND = "MigrationResolution";
}
