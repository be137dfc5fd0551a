package io.dbmigration.operator.observe;

import io.dbmigration.api.DatabaseBackup;
import io.dbmigration.api.DatabaseMigration;
import io.dbmigration.api.DatabaseRestore;
import io.dbmigration.api.MigrationResolution;
import io.dbmigration.api.MigrationRollback;
import java.util.List;

/** What people ask about one DatabaseMigration, as the caches have it. */
public interface Requests {

    List<MigrationResolution> resolutions(DatabaseMigration migration);

    List<MigrationRollback> rollbacks(DatabaseMigration migration);

    /** Receipts and wishes for backups alike. */
    List<DatabaseBackup> backups(DatabaseMigration migration);

    List<DatabaseRestore> restoresOf(DatabaseBackup backup);
}
