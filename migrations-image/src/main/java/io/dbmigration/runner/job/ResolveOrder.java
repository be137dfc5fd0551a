package io.dbmigration.runner.job;

import io.dbmigration.runner.bundle.BundleReader;
import io.dbmigration.runner.database.ConnectionSettings;
import io.dbmigration.runner.history.Hold;
import io.dbmigration.runner.resolve.Seen;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

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

        /** As {@link Applied}, for a request. */
        record RequestedApplied(Path bundle, BundleReader reader, Seen seen) implements Mark {}

        /**
         * As {@link RolledBack}, for a request. The bundle may be unreadable, unless the person saw a script.
         *
         * @param hold without the bundle's digest where the request does not say it; null: the next deploy may apply it again
         */
        record RequestedRolledBack(
                Path bundle,
                BundleReader reader,
                Seen seen,
                @Nullable Hold hold) implements Mark {}
    }
}
