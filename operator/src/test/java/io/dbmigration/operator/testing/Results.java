package io.dbmigration.operator.testing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dbmigration.contract.Failure;
import io.dbmigration.contract.Reason;
import io.dbmigration.contract.RunKind;
import io.dbmigration.contract.RunRequest.VerifyLevel;
import io.dbmigration.contract.RunResult;
import io.dbmigration.contract.RunResult.BundleFacts;
import io.dbmigration.contract.RunResult.Counts;
import io.dbmigration.contract.RunResult.DatabaseIdentity;
import io.dbmigration.contract.RunResult.Notice;
import io.dbmigration.contract.RunResult.Outcome;
import io.dbmigration.contract.RunResult.Receipt;
import io.dbmigration.contract.RunResult.Restored;
import java.util.List;

/** Results as a runner writes them. */
public final class Results {

    public static final DatabaseIdentity DATABASE =
            new DatabaseIdentity("17.6", "7301", 1, "db:5432", "basefly", 16384L, "public");

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private Results() {}

    public static RunResult applied(String digest, String head) {
        return new RunResult(
                "run",
                RunKind.Deploy,
                Outcome.Succeeded,
                Reason.APPLIED,
                "Applied 1 migration.",
                new BundleFacts(digest, head, 1),
                head,
                new Counts(1, 0, 0, 1),
                DATABASE,
                new Receipt(
                        "cluster/shop/basefly/run",
                        4096,
                        "ab".repeat(32),
                        VerifyLevel.Decode,
                        "17.6",
                        "17.6",
                        "0/1",
                        "2026-02-01T12:00:01Z",
                        "2026-02-01T12:00:02Z",
                        "1s",
                        null,
                        null,
                        null),
                null,
                List.of(),
                "2026-02-01T12:00:00Z",
                "2026-02-01T12:00:03Z",
                null,
                null,
                null);
    }

    public static RunResult upToDate(Notice... notices) {
        return result(Outcome.Succeeded, Reason.UP_TO_DATE, "Nothing was pending.", 0, null, List.of(notices));
    }

    public static RunResult failed(Reason reason) {
        return result(Outcome.Failed, reason, "It failed.", 0, null, List.of());
    }

    public static RunResult failed(Reason reason, int appliedNow, Failure failure) {
        return result(Outcome.Failed, reason, "It failed.", appliedNow, failure, List.of());
    }

    private static RunResult result(
            Outcome outcome, Reason reason, String message, int appliedNow, Failure failure, List<Notice> notices) {
        return new RunResult(
                "run",
                RunKind.Deploy,
                outcome,
                reason,
                message,
                new BundleFacts("sha256:" + "1".repeat(64), "20240101_a", 1),
                null,
                new Counts(0, 1, 0, appliedNow),
                DATABASE,
                null,
                failure,
                notices,
                "2026-02-01T12:00:00Z",
                "2026-02-01T12:00:03Z",
                null,
                null,
                null);
    }

    /** What became of a request; {@code changed} tells whether a deploy has to look again. */
    public static RunResult of(RunKind kind, Outcome outcome, Reason reason, Boolean changed) {
        return new RunResult(
                "run",
                kind,
                outcome,
                reason,
                "So it was.",
                null,
                null,
                null,
                DATABASE,
                null,
                null,
                List.of(),
                "2026-02-01T12:00:00Z",
                "2026-02-01T12:00:03Z",
                changed,
                null,
                null);
    }

    /** A backup that was taken for its own sake. */
    public static RunResult backedUp() {
        return withBackup(
                of(RunKind.Backup, Outcome.Succeeded, Reason.BACKED_UP, false),
                applied("d", "h").backup());
    }

    public static RunResult withBackup(RunResult result, Receipt backup) {
        return copy(result, backup, null, null);
    }

    public static RunResult withPruned(RunResult result, String... pruned) {
        return copy(result, result.backup(), null, List.of(pruned));
    }

    public static RunResult withRestored(RunResult result, Restored restored) {
        return copy(result, result.backup(), restored, null);
    }

    private static RunResult copy(RunResult result, Receipt backup, Restored restored, List<String> pruned) {
        return new RunResult(
                result.run(),
                result.kind(),
                result.outcome(),
                result.reason(),
                result.message(),
                result.bundle(),
                result.headMigration(),
                result.counts(),
                result.database(),
                backup,
                result.failure(),
                result.notices(),
                result.startedAt(),
                result.finishedAt(),
                result.changed(),
                restored,
                pruned);
    }

    /** The same of a database of that name: two resources for one database would stand in each other's way. */
    public static RunResult of(String database, RunResult result) {
        return new RunResult(
                result.run(),
                result.kind(),
                result.outcome(),
                result.reason(),
                result.message(),
                result.bundle(),
                result.headMigration(),
                result.counts(),
                new DatabaseIdentity("17.6", "7301", 1, "db:5432", database, null, "public"),
                result.backup(),
                result.failure(),
                result.notices(),
                result.startedAt(),
                result.finishedAt(),
                result.changed(),
                result.restored(),
                result.pruned());
    }

    public static String json(RunResult result) {
        try {
            return MAPPER.writeValueAsString(result);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
