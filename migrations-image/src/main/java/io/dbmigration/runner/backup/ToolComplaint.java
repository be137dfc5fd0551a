package io.dbmigration.runner.backup;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Why pg_dump or pg_restore failed, of all that it said on standard error: its errors and what explains them. Its own query comes behind
 * them and is longer than everything else.
 */
final class ToolComplaint {

    private static final int MOST_LINES = 10;
    private static final int LAST_LINES = 5;

    private static final Pattern SAID = Pattern.compile("pg_(?:dump|restore): (\\w+): .*");
    private static final List<String> TOLD = List.of("error", "detail", "hint");

    /** That of LOCK TABLE is short, and names the table that nobody else names. Clients before 15 call it an error. */
    private static final Pattern QUERY =
            Pattern.compile("pg_(?:dump|restore): (?:detail|error): [Qq]uery was: (?!LOCK TABLE ).*");

    private ToolComplaint() {}

    /**
     * @param standardError its lines, under LC_ALL=C
     * @return for people; where it names no error, as where it was killed, its last words
     */
    static String of(List<String> standardError) {
        var told = told(standardError);
        var lines = told.isEmpty()
                ? standardError.subList(Math.max(0, standardError.size() - LAST_LINES), standardError.size())
                : told.subList(0, Math.min(told.size(), MOST_LINES));
        return String.join("\n", lines);
    }

    /** What the server says may go over several lines. */
    private static List<String> told(List<String> lines) {
        var told = new ArrayList<String>();
        var telling = false;
        for (var line : lines) {
            var said = SAID.matcher(line);
            if (said.matches()) {
                telling = TOLD.contains(said.group(1)) && !QUERY.matcher(line).matches();
            }
            if (telling) {
                told.add(line);
            }
        }
        return told;
    }
}
