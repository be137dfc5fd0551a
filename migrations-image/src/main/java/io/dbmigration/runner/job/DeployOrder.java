package io.dbmigration.runner.job;

import io.dbmigration.contract.RunRequest.VerificationQuery;
import io.dbmigration.runner.bundle.BundleReader;
import io.dbmigration.runner.database.ConnectionSettings;
import io.dbmigration.runner.database.ServerOptions;
import io.dbmigration.runner.database.ServerOptions.Missing;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One deploy, asked for by a Job's request or by {@code dbm}; all values are read.
 *
 * @param run id of the run
 * @param retry value of the retry annotation, if any
 * @param bundle the folder to read with {@code reader}
 * @param target last migration to apply; null: all
 * @param baselineUpTo adopt an existing database up to this migration
 * @param missing what to do about a database or schema that is not there
 */
public record DeployOrder(
        String run,
        @Nullable String retry,
        ConnectionSettings database,
        Path bundle,
        BundleReader reader,
        @Nullable String target,
        @Nullable String baselineUpTo,
        BackupChoice backup,
        PolicyGate policy,
        Limits limits,
        Missing missing,
        List<VerificationQuery> verificationQueries) {

    public DeployOrder {
        verificationQueries = List.copyOf(verificationQueries);
    }

    /** @param whatIsMissing what to do about a database or schema that is not there */
    ServerOptions serverOptions(RunTools tools, Missing whatIsMissing) {
        return limits.serverOptions(run, tools, whatIsMissing);
    }
}
