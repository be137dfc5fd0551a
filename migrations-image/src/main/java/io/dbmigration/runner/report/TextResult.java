package io.dbmigration.runner.report;

import io.dbmigration.contract.Failure;
import io.dbmigration.contract.Reason;
import io.dbmigration.contract.RunResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A result for people: what happened, to what, and what to do. */
public final class TextResult {

    private TextResult() {}

    /** Several lines, with the advice of the reason. */
    public static String of(RunResult result) {
        return of(result, told -> told.reason().advice());
    }

    /** @param advice what to do, where the reader is not at the resource but elsewhere */
    public static String of(RunResult result, Function<RunResult, String> advice) {
        var lines = new ArrayList<String>();
        result.notices().forEach(notice -> lines.add(notice.reason() + ": " + notice.message()));
        if (result.backup() != null && result.reason() != Reason.BACKED_UP) {
            lines.add("Backup: %s, %d bytes, verified: %s"
                    .formatted(
                            result.backup().path(),
                            result.backup().size(),
                            result.backup().verified()));
        }
        if (result.outcome() == RunResult.Outcome.Succeeded) {
            lines.add(result.message());
        } else {
            lines.addAll(failed(result, advice));
        }
        return String.join(System.lineSeparator(), lines);
    }

    private static List<String> failed(RunResult result, Function<RunResult, String> advice) {
        var lines = new ArrayList<String>();
        lines.add(result.reason().text() + code(result) + ": " + result.message());
        if (result.failure() != null) {
            lines.addAll(lines(result.failure()));
        }
        lines.add("What to do: " + advice.apply(result));
        return lines;
    }

    /** That of what happened, else that of the reason. */
    private static String code(RunResult result) {
        var failure = result.failure();
        return Optional.ofNullable(failure == null ? null : failure.code())
                .or(() -> result.reason().prismaCode())
                .map(found -> " (" + found + ")")
                .orElse("");
    }

    private static List<String> lines(Failure failure) {
        return Stream.of(
                        labelled("Migration", failure.migration()),
                        labelled("Statement", failure.statement()),
                        labelled("Line", failure.line()),
                        labelled("SQLSTATE", failure.sqlState()),
                        labelled("Message", failure.message()),
                        labelled("Detail", failure.detail()),
                        labelled("Hint", failure.hint()),
                        labelled("Blocked by", failure.blockedBy()))
                .filter(line -> !line.isEmpty())
                .toList();
    }

    private static String labelled(String label, @Nullable Object value) {
        return value == null ? "" : "  " + label + ": " + value;
    }
}
