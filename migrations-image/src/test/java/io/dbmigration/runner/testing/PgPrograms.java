package io.dbmigration.runner.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;

/** The real pg_dump and pg_restore of several versions, psql 17, and scripts that stand in for them. */
public final class PgPrograms {

    private static final String VARIABLE = "DBMIGRATION_PG_BIN";

    private PgPrograms() {}

    /** The folder of the real ones of version 17. */
    public static Path folder() {
        return folders().getFirst();
    }

    /** The folders of all real ones, 17 first. */
    public static List<Path> folders() {
        var folders = System.getenv(VARIABLE);
        assertThat(folders)
                .as("%s names the folders of PostgreSQL's pg_dump, 17 first; `make test-fast` sets it up", VARIABLE)
                .isNotBlank();
        return Stream.of(folders.split(File.pathSeparator)).map(Path::of).toList();
    }

    /**
     * A folder whose pg_dump is this shell script; {@code $real} is the folder of the real programs, and it tells the real version.
     * The other programs are the real ones.
     */
    public static Path withPgDump(Path folder, String script) throws IOException {
        write(folder.resolve("pg_dump"), """
                [ "$1" = --version ] && exec "$real/pg_dump" --version
                """ + script);
        write(folder.resolve("pg_restore"), "exec \"$real/pg_restore\" \"$@\"");
        return folder;
    }

    private static void write(Path file, String script) throws IOException {
        Files.writeString(file, "#!/bin/sh\nreal=" + folder() + "\n" + script + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
    }
}
