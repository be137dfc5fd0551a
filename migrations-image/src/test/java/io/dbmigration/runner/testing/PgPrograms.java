package io.dbmigration.runner.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** The real pg_dump, pg_restore and psql 17, and scripts that stand in for them. */
public final class PgPrograms {

    private static final String VARIABLE = "DBMIGRATION_PG_BIN";

    private PgPrograms() {}

    /** The folder of the real ones. */
    public static Path folder() {
        var folder = System.getenv(VARIABLE);
        assertThat(folder)
                .as("%s names the folder of PostgreSQL 17's pg_dump; `make test-fast` sets it up", VARIABLE)
                .isNotBlank();
        return Path.of(folder);
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
