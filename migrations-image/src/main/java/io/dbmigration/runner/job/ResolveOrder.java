package io.dbmigration.runner.job;

import io.dbmigration.runner.bundle.BundleReader;
import io.dbmigration.runner.database.ConnectionSettings;
import java.nio.file.Path;
import java.time.Duration;

/**
 * One correction of the history; all values are read.
 *
 * @param run id of the run
 * @param migration name of its folder
 * @param advisoryLock how long to wait for another writer
 */
public record ResolveOrder(
        String run, ConnectionSettings database, String migration, Mark mark, Duration advisoryLock) {

    /** What the migration is marked as. */
    public sealed interface Mark {

        /** The database is as after its script. @param bundle the folder to read with {@code reader}, for the script's checksum */
        record Applied(Path bundle, BundleReader reader) implements Mark {}

        /** The database is as before its script; the bundle is not asked. */
        record RolledBack() implements Mark {}
    }
}
