package io.dbmigration.e2e.prisma;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * A database as pg_dump sees it, without what differs from dump to dump.
 *
 * @param data sorted; the order of rows is nobody's promise
 */
record Dump(String schema, String data) {

    static Dump of(TestDatabase database) {
        var lines = pgDump(database).lines().filter(Predicate.not(Dump::noise)).toList();
        return new Dump(
                lines.stream().filter(line -> !isData(line)).collect(Collectors.joining("\n")),
                lines.stream().filter(Dump::isData).sorted().collect(Collectors.joining("\n")));
    }

    private static boolean noise(String line) {
        return line.isBlank()
                || line.startsWith("--")
                || line.startsWith("SET ")
                || line.startsWith("SELECT pg_catalog.set_config")
                || line.startsWith("\\restrict")
                || line.startsWith("\\unrestrict");
    }

    private static boolean isData(String line) {
        return line.startsWith("INSERT INTO ") || line.startsWith("SELECT pg_catalog.setval");
    }

    private static String pgDump(TestDatabase database) {
        var folders = Objects.requireNonNull(System.getenv("DBMIGRATION_PG_BIN"), "`make test-prisma` sets it up");
        var builder = new ProcessBuilder(
                        Path.of(folders.split(File.pathSeparator, 2)[0], "pg_dump")
                                .toString(),
                        "--inserts",
                        "--exclude-table-data=*._prisma_migrations",
                        "--host=localhost",
                        "--port=" + TestServer.port(),
                        "--username=postgres",
                        database.name())
                .redirectErrorStream(true);
        builder.environment().put("PGTZ", "UTC");
        try {
            var process = builder.start();
            try (var output = process.getInputStream()) {
                return new String(output.readAllBytes(), StandardCharsets.UTF_8)
                        .replace(database.name(), "the_database");
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
