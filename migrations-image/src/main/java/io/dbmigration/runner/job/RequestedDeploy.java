package io.dbmigration.runner.job;

import io.dbmigration.contract.KubernetesDuration;
import io.dbmigration.contract.RunRequest;
import io.dbmigration.runner.backup.BackupOrder;
import io.dbmigration.runner.backup.BackupPlace;
import io.dbmigration.runner.bundle.DigestCheck;
import io.dbmigration.runner.bundle.EmptyBundle;
import io.dbmigration.runner.bundle.PrismaBundleReader;
import io.dbmigration.runner.database.ConnectionSettings;
import io.dbmigration.runner.database.ServerOptions.Missing;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
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
                backup(request, database),
                new PolicyGate(policy.ahead(), policy.missing(), policy.edited(), policy.outOfOrder()),
                limits(policy),
                request.database().createIfMissing() ? Missing.CREATE : Missing.REFUSE,
                request.verificationQueries());
    }

    static Limits limits(RunRequest.Policy policy) {
        return new Limits(
                KubernetesDuration.parse(policy.advisoryLockTimeout()),
                KubernetesDuration.parse(policy.lockTimeout()),
                KubernetesDuration.parse(policy.lockBudget()),
                duration(policy.statementTimeout()));
    }

    static DigestCheck digestCheck(RunRequest.Bundle bundle) {
        var digest = bundle.digest();
        if (digest == null) {
            return DigestCheck.any();
        }
        return bundle.pinned() ? DigestCheck.pinned(digest) : DigestCheck.asked(digest);
    }

    static BackupChoice backup(RunRequest request, ConnectionSettings database) {
        var backup = request.backup();
        return switch (backup.mode()) {
            case BeforeApply ->
                new BackupChoice.Take(new BackupOrder(
                        Path.of(Objects.requireNonNull(backup.path(), "a backup has a path")),
                        BackupPlace.of(request.run(), database.database()),
                        backup.verify()));
            case Never -> new BackupChoice.Never(Objects.requireNonNullElse(backup.reason(), "no reason was given"));
        };
    }

    private static @Nullable Duration duration(@Nullable String text) {
        return text == null ? null : KubernetesDuration.parse(text);
    }
}
