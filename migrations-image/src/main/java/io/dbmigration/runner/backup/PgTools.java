package io.dbmigration.runner.backup;

import io.dbmigration.contract.Reason;
import io.dbmigration.contract.RunException;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Finds PostgreSQL's client programs. */
public final class PgTools {

    /** Names the one folder to look in. */
    public static final String FOLDER_VARIABLE = "DBMIGRATION_PG_BIN";

    private static final String IMAGE_FOLDER = "/usr/lib/postgresql/17/bin";
    private static final Pattern VERSION = Pattern.compile("\\(PostgreSQL\\) ((\\d+)[^\\s]*)");

    private final List<Path> folders;

    PgTools(List<Path> folders) {
        this.folders = List.copyOf(folders);
    }

    /** As the environment says: the named folder, or else the image's own, then those of PATH. */
    public static PgTools of(Map<String, String> environment) {
        var named = environment.get(FOLDER_VARIABLE);
        if (named != null && !named.isBlank()) {
            return new PgTools(List.of(Path.of(named)));
        }
        var folders = new ArrayList<Path>(List.of(Path.of(IMAGE_FOLDER)));
        for (var folder : environment.getOrDefault("PATH", "").split(File.pathSeparator, -1)) {
            if (!folder.isBlank()) {
                folders.add(Path.of(folder));
            }
        }
        return new PgTools(folders);
    }

    /** The program in the first folder that has it. */
    public Optional<Path> find(String program) {
        return folders.stream()
                .map(folder -> folder.resolve(program))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /**
     * The program, of the server's major or newer.
     *
     * @throws RunException BackupToolMissing: pg_dump refuses servers newer than itself
     */
    PgTool require(String program, int serverMajor) {
        var path = find(program).orElseThrow(() -> missing("There is no %s in %s.".formatted(program, folders)));
        var tool = ask(path);
        if (tool.major() < serverMajor) {
            throw missing("%s is of version %s, the server is PostgreSQL %d; a backup needs %d or newer."
                    .formatted(path, tool.version(), serverMajor, serverMajor));
        }
        return tool;
    }

    private static PgTool ask(Path program) {
        try {
            var process = new ProcessBuilder(program.toString(), "--version")
                    .redirectErrorStream(true)
                    .start();
            process.getOutputStream().close();
            var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            var version = VERSION.matcher(said);
            if (!version.find()) {
                throw missing("%s does not tell its version; it said: %s".formatted(program, said));
            }
            return new PgTool(program, version.group(1), Integer.parseInt(version.group(2)));
        } catch (IOException notStarted) {
            throw missing("%s cannot be started: %s".formatted(program, notStarted.getMessage()));
        }
    }

    private static RunException missing(String message) {
        return new RunException(Reason.BACKUP_TOOL_MISSING, message);
    }
}
