package io.dbmigration.e2e.prisma;

import static io.dbmigration.e2e.prisma.Aspect.CODE;
import static io.dbmigration.e2e.prisma.Aspect.DIAGNOSIS;
import static io.dbmigration.e2e.prisma.Aspect.EXIT;
import static io.dbmigration.e2e.prisma.Aspect.LOGS;
import static io.dbmigration.e2e.prisma.Aspect.ROWS;
import static io.dbmigration.e2e.prisma.Aspect.SCHEMA;
import static io.dbmigration.e2e.prisma.Deliberate.REFUSED_FIRST;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** Scripts that dbm refuses before it runs anything. */
final class RefusedScriptHistories {

    private RefusedScriptHistories() {}

    static List<History> all() {
        return List.of(
                refused("a syntax error in the second script", "CREATE TABEL b (id int);")
                        .differs(REFUSED_FIRST, 1, ROWS, LOGS, DIAGNOSIS, SCHEMA)
                        .done(),
                refused("a psql command", "\\echo hello\nCREATE TABLE b (id int);")
                        .differs(REFUSED_FIRST, 1, ROWS, LOGS, DIAGNOSIS, SCHEMA)
                        .done(),
                refused("COPY from the client", "CREATE TABLE b (id int);\nCOPY b FROM stdin;")
                        .differs(REFUSED_FIRST, 1, ROWS, LOGS, DIAGNOSIS, SCHEMA)
                        .done(),
                refused("PREPARE TRANSACTION", "BEGIN;\nCREATE TABLE b (id int);\nPREPARE TRANSACTION 'by_a_script';")
                        .differs(REFUSED_FIRST, 1, EXIT, CODE, ROWS, LOGS, DIAGNOSIS, SCHEMA)
                        .done(),
                notUtf8());
    }

    private static History.Builder refused(String name, String script) {
        return History.of(name)
                .with("1_a", "CREATE TABLE a (id int);")
                .with("2_b", script)
                .deploy();
    }

    private static History notUtf8() {
        return History.of("a script in Latin-1")
                .with("1_a", "CREATE TABLE a (id int);")
                .edit(bundle -> bundle.file(
                        "2_b/migration.sql",
                        "-- größe\nCREATE TABLE b (id int);".getBytes(StandardCharsets.ISO_8859_1)))
                .deploy()
                .differs(REFUSED_FIRST, 1, EXIT, ROWS, LOGS, DIAGNOSIS, SCHEMA)
                .done();
    }
}
