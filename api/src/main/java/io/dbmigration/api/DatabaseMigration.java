package io.dbmigration.api;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn.Type;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Version;

/** The wish "this database is at this bundle", and what became of it. */
@JsonClassDescription("The wish that a database is at a bundle of migrations, and what became of it.")
@Group(ApiGroup.GROUP)
@Version(ApiGroup.VERSION)
@ShortNames("dbm")
@AdditionalPrinterColumn(
        name = "Ready",
        type = Type.STRING,
        jsonPath = ".status.conditions[?(@.type==\"Ready\")].status")
@AdditionalPrinterColumn(name = "Phase", type = Type.STRING, jsonPath = ".status.phase")
@AdditionalPrinterColumn(
        name = "Reason",
        type = Type.STRING,
        jsonPath = ".status.conditions[?(@.type==\"Ready\")].reason")
@AdditionalPrinterColumn(name = "Current", type = Type.STRING, jsonPath = ".status.headMigration")
@AdditionalPrinterColumn(name = "Pending", type = Type.INTEGER, jsonPath = ".status.counts.pending")
@AdditionalPrinterColumn(name = "Backup", type = Type.DATE, jsonPath = ".status.backup.finishedAt")
@AdditionalPrinterColumn(name = "Age", type = Type.DATE, jsonPath = ".metadata.creationTimestamp")
@AdditionalPrinterColumn(name = "Digest", type = Type.STRING, jsonPath = ".status.bundle.digest", priority = 1)
@AdditionalPrinterColumn(name = "Last Job", type = Type.STRING, jsonPath = ".status.lastRun.job", priority = 1)
public final class DatabaseMigration extends CustomResource<DatabaseMigrationSpec, DatabaseMigrationStatus>
        implements Namespaced {

    private static final long serialVersionUID = 1L;

    public static final String KIND = "DatabaseMigration";
}
