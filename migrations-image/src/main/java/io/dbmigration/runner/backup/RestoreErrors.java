package io.dbmigration.runner.backup;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What pg_restore complained about. A client newer than the server asks for settings that this server does not know; that leaves
 * nothing out, and is told apart here by the command, for the server's own words come in any language.
 *
 * @param real what is missing from the restored database; empty: nothing is
 * @param ignored how many complaints were about such settings
 */
public record RestoreErrors(List<Complaint> real, int ignored) {

    private static final int NAMED = 3;
    private static final String ERROR = "pg_restore: error: ";
    private static final String WARNING = "pg_restore: warning: ";
    private static final String COMMAND = "Command was: ";
    private static final Pattern WENT_ON = Pattern.compile(WARNING + "errors ignored on restore: (\\d+)");
    private static final Pattern SETTING = Pattern.compile("SET (\\w+) = [^;]*;");
    private static final Pattern SEVERITY = Pattern.compile("(could not execute query: |(?<=: ))\\p{Lu}+: +");

    /** Of clients 17 and newer, which set it before anything else (reference/migration-safety.md, D4). */
    private static final Set<String> NEWER_SETTINGS = Set.of("transaction_timeout");

    public RestoreErrors {
        real = List.copyOf(real);
    }

    /**
     * @param message the server's or pg_restore's own, one line, without the values of a row
     * @param command its first line; null: none failed
     */
    public record Complaint(String message, @Nullable String command) {

        boolean isAboutANewerSetting() {
            var setting = SETTING.matcher(command == null ? "" : command);
            return setting.matches() && NEWER_SETTINGS.contains(setting.group(1));
        }

        /** For people, one line. */
        public String text() {
            return command == null ? message : message + ", at: " + command;
        }
    }

    /** @param standardError the lines that pg_restore, under LC_ALL=C, wrote there */
    public static RestoreErrors of(int exitStatus, List<String> standardError) {
        var complaints = complaints(standardError);
        var real = new ArrayList<>(complaints);
        var ignored = 0;
        // Told to stop at the first error, it stops at a setting too, and then all is missing.
        if (wentOn(standardError)) {
            real.removeIf(Complaint::isAboutANewerSetting);
            ignored = complaints.size() - real.size();
        }
        if (real.isEmpty() && exitStatus != 0 && countsDiffer(standardError, ignored)) {
            real.add(new Complaint(
                    "pg_restore ended with status %d%s".formatted(exitStatus, lastWords(standardError)), null));
        }
        return new RestoreErrors(real, ignored);
    }

    /** Whether all of the dump is in the database. */
    public boolean isWhole() {
        return real.isEmpty();
    }

    /** The first of the real ones, for people. */
    public String text() {
        var text = real.stream().limit(NAMED).map(Complaint::text).collect(Collectors.joining("\n"));
        return real.size() > NAMED ? text + "\nand " + (real.size() - NAMED) + " more errors" : text;
    }

    private static List<Complaint> complaints(List<String> lines) {
        var complaints = new ArrayList<Complaint>();
        for (var i = 0; i < lines.size(); i++) {
            if (lines.get(i).startsWith(ERROR)) {
                complaints.add(new Complaint(message(lines.get(i)), command(lines, i + 1)));
            }
        }
        return complaints;
    }

    private static String message(String line) {
        return SEVERITY.matcher(line.substring(ERROR.length())).replaceFirst("").strip();
    }

    /** The command of the error above {@code from}, if it has one. */
    private static @Nullable String command(List<String> lines, int from) {
        for (var line : lines.subList(from, lines.size())) {
            if (line.startsWith(COMMAND)) {
                return line.substring(COMMAND.length()).strip();
            }
            if (line.startsWith(ERROR) || line.startsWith(WARNING)) {
                return null;
            }
        }
        return null;
    }

    private static boolean wentOn(List<String> lines) {
        return lines.stream().anyMatch(line -> WENT_ON.matcher(line).matches());
    }

    private static boolean countsDiffer(List<String> lines, int ignored) {
        return lines.stream()
                .map(WENT_ON::matcher)
                .noneMatch(line -> line.matches() && line.group(1).equals("" + ignored));
    }

    private static String lastWords(List<String> lines) {
        return lines.isEmpty() ? " and said nothing" : ": " + lines.getLast();
    }
}
