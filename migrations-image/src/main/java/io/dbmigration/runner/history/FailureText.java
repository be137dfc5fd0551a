package io.dbmigration.runner.history;

import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.ServerErrorMessage;

/** What {@code logs} of a failed migration say to people, in the form in which Prisma begins its own text. */
public final class FailureText {

    private static final int LINES_SHOWN = 5;

    private FailureText() {}

    /** @param sent what was sent to the server, to which the error's position refers; null: no lines of it are shown */
    public static String of(String migration, ServerErrorMessage error, @Nullable String sent) {
        var text = new StringBuilder(head(migration));
        text.append("Database error code: ").append(error.getSQLState()).append("\n\nDatabase error:\n");
        text.append(error.getSeverity()).append(": ").append(error.getMessage()).append('\n');
        line(text, "DETAIL", error.getDetail());
        line(text, "HINT", error.getHint());
        line(text, "CONTEXT", error.getWhere());
        if (sent != null && error.getPosition() > 0) {
            text.append("\nPosition:\n").append(position(sent, error.getPosition()));
        }
        return text.toString();
    }

    /** For failures that the server did not report. */
    public static String of(String migration, String message) {
        return head(migration) + message + "\n";
    }

    private static String head(String migration) {
        return "P3018\n\nThis migration failed. Nothing else is applied until it is settled: correct the script where it left"
                + " nothing behind, else mark it as applied or rolled back (prisma migrate resolve, dbm resolve).\n\n"
                + "Migration name: " + migration + "\n\n";
    }

    private static void line(StringBuilder text, String label, @Nullable String value) {
        if (value != null && !value.isEmpty()) {
            text.append(label).append(": ").append(value).append('\n');
        }
    }

    /** The failing line with its number, and those before it. @param position counts characters from 1 */
    private static String position(String sent, int position) {
        var index = sent.offsetByCodePoints(0, Math.min(position - 1, sent.codePointCount(0, sent.length())));
        var lines = sent.lines().toList();
        var failing =
                (int) sent.substring(0, index).chars().filter(c -> c == '\n').count();
        var last = Math.min(failing, lines.size() - 1);
        return IntStream.rangeClosed(Math.max(0, last - LINES_SHOWN), last)
                .mapToObj(i -> "%4d  %s%n".formatted(i + 1, Objects.requireNonNull(lines.get(i))))
                .collect(Collectors.joining());
    }
}
