package io.dbmigration.runner.report;

import io.dbmigration.contract.Failure;
import io.dbmigration.contract.RunResult;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Makes a result fit into a termination message. What helps least goes first: log tail, hint, detail, then most of the notices and
 * of long sentences; reason, outcome, digest, head and counts always stay.
 */
final class ResultFitter {

    private static final int SENTENCE = 600;
    private static final int SHORT = 120;
    private static final int NOTICES = 5;

    private static final List<UnaryOperator<RunResult>> STEPS = List.of(
            result -> withFailure(
                    result, failure -> text(failure, failure.message(), failure.detail(), failure.hint(), null)),
            result -> withFailure(result, failure -> text(failure, failure.message(), failure.detail(), null, null)),
            result -> withFailure(result, failure -> text(failure, failure.message(), null, null, null)),
            result -> withNotices(result, SENTENCE / 2, NOTICES),
            result -> withMessage(result, SENTENCE),
            result -> withFailure(result, failure -> text(failure, cut(failure.message(), SENTENCE), null, null, null)),
            result -> withNotices(result, SHORT, 2),
            result -> withMessage(result, SHORT),
            result -> withFailure(result, failure -> text(failure, cut(failure.message(), SHORT), null, null, null)),
            result -> withNotices(result, 0, 0));

    private ResultFitter() {}

    /** At most {@code limit} bytes of valid JSON. */
    static byte[] fit(RunResult result, int limit) {
        var fitted = result;
        var json = Json.bytes(fitted);
        for (var step : STEPS) {
            if (json.length <= limit) {
                return json;
            }
            fitted = step.apply(fitted);
            json = Json.bytes(fitted);
        }
        return json.length <= limit ? json : Json.bytes(bare(fitted));
    }

    /** Without what names of any length could blow up. */
    private static RunResult bare(RunResult result) {
        return copy(result, result.message(), null, List.of(), false);
    }

    private static RunResult withMessage(RunResult result, int length) {
        return copy(result, String.valueOf(cut(result.message(), length)), result.failure(), result.notices(), true);
    }

    private static RunResult withFailure(RunResult result, UnaryOperator<Failure> change) {
        var failure = result.failure();
        return copy(result, result.message(), failure == null ? null : change.apply(failure), result.notices(), true);
    }

    private static RunResult withNotices(RunResult result, int length, int count) {
        var kept = new ArrayList<RunResult.Notice>();
        result.notices().stream()
                .limit(count)
                .map(notice -> new RunResult.Notice(notice.reason(), String.valueOf(cut(notice.message(), length))))
                .forEach(kept::add);
        return copy(result, result.message(), result.failure(), List.copyOf(kept), true);
    }

    private static Failure text(
            Failure failure,
            @Nullable String message,
            @Nullable String detail,
            @Nullable String hint,
            @Nullable String logTail) {
        return new Failure(
                failure.migration(),
                failure.statement(),
                failure.line(),
                failure.sqlState(),
                failure.code(),
                message,
                detail,
                hint,
                cut(failure.blockedBy(), SENTENCE / 2),
                logTail);
    }

    private static RunResult copy(
            RunResult result,
            String message,
            @Nullable Failure failure,
            List<RunResult.Notice> notices,
            boolean named) {
        return new RunResult(
                result.run(),
                result.kind(),
                result.outcome(),
                result.reason(),
                message,
                result.bundle(),
                named ? result.headMigration() : null,
                result.counts(),
                named ? result.database() : null,
                result.backup(),
                failure,
                notices,
                result.startedAt(),
                result.finishedAt(),
                result.changed(),
                result.restored(),
                result.pruned());
    }

    /** Cut between characters, never inside one. */
    private static @Nullable String cut(@Nullable String text, int length) {
        if (text == null || text.codePointCount(0, text.length()) <= length) {
            return text;
        }
        return text.substring(0, text.offsetByCodePoints(0, length)) + "…";
    }
}
