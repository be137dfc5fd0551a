package io.dbmigration.runner.backup;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A folder of client programs, all of one version. It is asked for at most once, and for the major not at all where the folder tells it. */
final class PgToolFolder {

    /** As Debian has them: {@code /usr/lib/postgresql/17/bin}. */
    private static final Pattern MAJOR = Pattern.compile("\\d{2,3}");

    private static final Pattern VERSION = Pattern.compile("\\(PostgreSQL\\) ((\\d+)[^\\s]*)");

    private final Path folder;
    private @Nullable Answer answer;

    /**
     * @param version null: it told none
     * @param said what it did say, or why it could not
     */
    private record Answer(@Nullable String version, int major, String said) {}

    PgToolFolder(Path folder) {
        this.folder = folder;
    }

    Path program(String name) {
        return folder.resolve(name);
    }

    boolean has(String program) {
        return Files.isExecutable(program(program));
    }

    /** Whether its name tells that it is of this major. */
    boolean isNamedAfter(int major) {
        return namedMajor() == major;
    }

    /** 0: it does not tell. */
    int major(String program) {
        var named = namedMajor();
        return named > 0 ? named : ask(program).major;
    }

    /** Null: it does not tell its version. */
    @Nullable
    PgTool tool(String program) {
        var asked = ask(program);
        return asked.version == null ? null : new PgTool(program(program), asked.version, asked.major);
    }

    /** For people, for example {@code /usr/bin/pg_dump (15.20)}. */
    String described(String program) {
        var asked = ask(program);
        return "%s (%s)".formatted(program(program), asked.version == null ? asked.said : asked.version);
    }

    private int namedMajor() {
        var parent = folder.endsWith("bin") ? folder.getParent() : null;
        var name = parent == null ? null : parent.getFileName();
        return name != null && MAJOR.matcher(name.toString()).matches() ? Integer.parseInt(name.toString()) : 0;
    }

    private Answer ask(String program) {
        if (answer == null) {
            answer = answerOf(program(program));
        }
        return answer;
    }

    private static Answer answerOf(Path program) {
        try {
            var process = new ProcessBuilder(program.toString(), "--version")
                    .redirectErrorStream(true)
                    .start();
            process.getOutputStream().close();
            var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            var version = VERSION.matcher(said);
            return version.find()
                    ? new Answer(version.group(1), Integer.parseInt(version.group(2)), said)
                    : new Answer(null, 0, "does not tell its version; it said: " + said);
        } catch (IOException notStarted) {
            return new Answer(null, 0, "cannot be started: " + notStarted.getMessage());
        }
    }
}
