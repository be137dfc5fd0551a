package io.dbmigration.runner.job;

import io.dbmigration.contract.KubernetesDuration;
import io.dbmigration.contract.RunRequest;
import io.dbmigration.runner.bundle.DigestCheck;
import io.dbmigration.runner.bundle.EmptyBundle;
import io.dbmigration.runner.bundle.PrismaBundleReader;
import io.dbmigration.runner.database.ServerOptions.Missing;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The deploy that a Job's request asks for. */
final class RequestedDeploy {

    private RequestedDeploy() {}

    static DeployOrder of(RunRequest request, ValueReader values) {
        var database = RequestedDatabase.read(request.database(), values);
        var policy = request.policy();
        return new DeployOrder(
                request.run().id(),
                request.run().retry(),
                database,
                Path.of(request.bundle().path()),
                new PrismaBundleReader(EmptyBundle.REFUSED, digestCheck(request.bundle())),
                request.target(),
                request.baselineUpTo(),
                RequestedBackup.choice(request, database, values),
                new PolicyGate(policy.ahead(), policy.missing(), policy.edited(), policy.outOfOrder()),
                new Limits(
                        KubernetesDuration.parse(policy.advisoryLockTimeout()),
                        KubernetesDuration.parse(policy.lockTimeout()),
                        KubernetesDuration.parse(policy.lockBudget()),
                        duration(policy.statementTimeout())),
                request.database().createIfMissing() ? Missing.CREATE : Missing.REFUSE,
                request.verificationQueries());
    }

    private static DigestCheck digestCheck(RunRequest.Bundle bundle) {
        var digest = bundle.digest();
        if (digest == null) {
            return DigestCheck.any();
        }
        return bundle.pinned() ? DigestCheck.pinned(digest) : DigestCheck.asked(digest);
    }

    private static @Nullable Duration duration(@Nullable String text) {
        return text == null ? null : KubernetesDuration.parse(text);
    }
}
