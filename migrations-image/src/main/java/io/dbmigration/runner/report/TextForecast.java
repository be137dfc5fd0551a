package io.dbmigration.runner.report;

import io.dbmigration.runner.report.Forecast.Pending;
import java.util.ArrayList;
import java.util.List;

/** A forecast for people. */
public final class TextForecast {

    private TextForecast() {}

    /** Several lines. */
    public static String of(Forecast forecast) {
        var lines = new ArrayList<String>();
        forecast.notices().forEach(notice -> lines.add(notice.reason() + ": " + notice.message()));
        var count = forecast.pending().size();
        lines.add(
                count == 0
                        ? "Nothing is pending in database %s at %s.".formatted(forecast.database(), forecast.address())
                        : "%d pending in database %s at %s:".formatted(count, forecast.database(), forecast.address()));
        forecast.pending().forEach(pending -> add(lines, pending));
        lines.add("Dry run: nothing was changed.");
        return String.join(System.lineSeparator(), lines);
    }

    /** Several lines. */
    public static String of(RollbackForecast forecast) {
        var lines = new ArrayList<String>();
        forecast.notices().forEach(notice -> lines.add(notice.reason() + ": " + notice.message()));
        lines.add("%d to be taken back in database %s at %s, newest first:"
                .formatted(forecast.rollback().size(), forecast.database(), forecast.address()));
        forecast.rollback().forEach(one -> add(lines, one));
        lines.add(
                forecast.headAfter() == null
                        ? "No migration would be applied any more."
                        : "The database would be at " + forecast.headAfter() + ".");
        lines.add("Dry run: nothing was changed.");
        return String.join(System.lineSeparator(), lines);
    }

    private static void add(List<String> lines, Pending pending) {
        var count = pending.statements().size();
        lines.add("  %s: %d %s, %s%s"
                .formatted(
                        pending.migration(),
                        count,
                        count == 1 ? "statement" : "statements",
                        sending(pending),
                        pending.outsideEffects()
                                ? "; names things outside this database that no rollback undoes"
                                : ""));
        pending.statements().forEach(sql -> lines.add("    line %d: %s".formatted(sql.line(), sql.text())));
    }

    private static String sending(Pending pending) {
        return switch (pending.sending()) {
            case Atomic -> "all or nothing";
            case OwnTransactions -> "with transactions of its own: not atomic";
            case StatementByStatement -> "one by one outside a transaction: not atomic";
        };
    }
}
