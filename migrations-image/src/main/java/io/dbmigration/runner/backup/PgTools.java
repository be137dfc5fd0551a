package io.dbmigration.runner.backup;

import io.dbmigration.contract.Reason;
import io.dbmigration.contract.RunException;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds PostgreSQL's client programs, of which there may be several versions, each in a folder of its own. */
public final class PgTools {

    /** Names the folders to look in, separated as in PATH. */
    public static final String FOLDER_VARIABLE = "DBMIGRATION_PG_BIN";

    private static final Path DEBIAN = Path.of("/usr/lib/postgresql");

    private final List<PgToolFolder> folders;
    private final String places;

    PgTools(List<Path> folders) {
        this.folders = folders.stream().map(PgToolFolder::new).toList();
        this.places = folders.stream().map(Path::toString).collect(Collectors.joining(", "));
    }

    /** As the environment says: the named folders, or else Debian's and those of PATH. */
    public static PgTools of(Map<String, String> environment) {
        var named = folders(environment.get(FOLDER_VARIABLE));
        return new PgTools(
                named.isEmpty()
                        ? Stream.concat(debian().stream(), folders(environment.get("PATH")).stream())
                                .toList()
                        : named);
    }

    /** The program in the first folder that has it, whatever its version. */
    public Optional<Path> find(String program) {
        return having(program).findFirst().map(folder -> folder.program(program));
    }

    /**
     * The program of the server's own major, else of the nearest newer one; the same folder for pg_dump and pg_restore.
     *
     * @throws RunException BackupToolMissing: pg_dump refuses servers newer than itself
     */
    public PgTool require(String program, int serverMajor) {
        var tool = having(program)
                .filter(folder -> folder.isNamedAfter(serverMajor))
                .findFirst()
                .or(() -> nearestNewer(program, serverMajor))
                .map(folder -> folder.tool(program))
                .filter(found -> found.major() >= serverMajor);
        return tool.orElseThrow(() -> missing(program, serverMajor));
    }

    private Optional<PgToolFolder> nearestNewer(String program, int serverMajor) {
        return having(program)
                .filter(folder -> folder.major(program) >= serverMajor)
                .min(Comparator.comparingInt(folder -> folder.major(program)));
    }

    private Stream<PgToolFolder> having(String program) {
        return folders.stream().filter(folder -> folder.has(program));
    }

    private RunException missing(String program, int serverMajor) {
        var there = having(program).map(folder -> folder.described(program)).collect(Collectors.joining(", "));
        return new RunException(
                Reason.BACKUP_TOOL_MISSING,
                there.isEmpty()
                        ? "There is no %s in %s.".formatted(program, places)
                        : "The server is PostgreSQL %d, which needs a %s of version %d or newer; there is %s."
                                .formatted(serverMajor, program, serverMajor, there));
    }

    private static List<Path> folders(@Nullable String list) {
        return list == null
                ? List.of()
                : Arrays.stream(list.split(File.pathSeparator, -1))
                        .filter(folder -> !folder.isBlank())
                        .map(Path::of)
                        .toList();
    }

    private static List<Path> debian() {
        var folders = new ArrayList<Path>();
        try (var majors = Files.newDirectoryStream(DEBIAN)) {
            majors.forEach(major -> folders.add(major.resolve("bin")));
        } catch (IOException noDebian) {
            return List.of();
        }
        return folders;
    }
}
