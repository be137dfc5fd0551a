package io.dbmigration.runner.job;

import io.dbmigration.contract.KubernetesDuration;
import io.dbmigration.contract.Reason;
import io.dbmigration.contract.RunException;
import io.dbmigration.contract.RunRequest;
import io.dbmigration.contract.RunRequest.Resolution;
import io.dbmigration.runner.bundle.EmptyBundle;
import io.dbmigration.runner.bundle.PrismaBundleReader;
import io.dbmigration.runner.history.Hold;
import io.dbmigration.runner.job.ResolveOrder.Mark;
import io.dbmigration.runner.resolve.Seen;
import java.nio.file.Path;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The correction that a Job's request asks for. */
final class RequestedResolve {

    private RequestedResolve() {}

    static ResolveOrder of(RunRequest request, ValueReader values) {
        var resolution = Objects.requireNonNull(request.resolution(), "a request to resolve says what");
        return new ResolveOrder(
                request.run().id(),
                RequestedDatabase.read(request.database(), values),
                resolution.migration(),
                mark(request, resolution),
                KubernetesDuration.parse(request.policy().advisoryLockTimeout()));
    }

    private static Mark mark(RunRequest request, Resolution resolution) {
        var folder = Path.of(request.bundle().path());
        var reader = new PrismaBundleReader(EmptyBundle.ACCEPTED, RequestedDeploy.digestCheck(request.bundle()));
        var seen = new Seen(resolution.checksum(), instant(resolution.startedAt()));
        return switch (resolution.as()) {
            case Applied -> new Mark.RequestedApplied(folder, reader, seen);
            case RolledBack ->
                new Mark.RequestedRolledBack(folder, reader, seen, resolution.retry() ? null : hold(request));
        };
    }

    /** What this request takes back is not to be applied again by the bundle that the resource is at. */
    static Hold hold(RunRequest request) {
        return new Hold(
                RequestedRollback.asking(request),
                request.bundle().digest(),
                request.target(),
                request.run().retry());
    }

    private static @Nullable Instant instant(@Nullable String text) {
        try {
            return text == null ? null : OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeParseException wrong) {
            throw new RunException(
                    Reason.STATE_CHANGED, "startedAt is '%s', which is no time of a row.".formatted(text), wrong);
        }
    }
}
