package io.dbmigration.runner.job;

import io.dbmigration.runner.bundle.BundleReader;
import io.dbmigration.runner.database.ConnectionSettings;
import io.dbmigration.runner.database.Connections;
import io.dbmigration.runner.database.Server;
import io.dbmigration.runner.database.ServerOptions.Missing;
import io.dbmigration.runner.history.Hold;
import io.dbmigration.runner.rollback.RollbackWish;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * One rollback, asked for by a Job's request or by {@code dbm}; all values are read.
 *
 * @param run id of the run
 * @param retry value of the retry annotation, if any
 * @param bundle the folder to read with {@code reader}
 * @param target of the deploys that are not to apply again what is taken back, if any
 */
public record RollbackOrder(
        String run,
        @Nullable String retry,
        ConnectionSettings database,
        Path bundle,
        BundleReader reader,
        @Nullable String target,
        RollbackWish wish,
        BackupChoice backup,
        Limits limits) {

    Connections open(RunTools tools) {
        return Server.open(database, limits.serverOptions(run, tools, Missing.REFUSE));
    }

    /** What the rows of a migration say once it is taken back. */
    String logs(String digest) {
        return new Hold(wish.request(), digest, target, retry).format("Rolled back by " + wish.request() + ".");
    }
}
