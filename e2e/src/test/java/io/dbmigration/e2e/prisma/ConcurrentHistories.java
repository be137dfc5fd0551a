package io.dbmigration.e2e.prisma;

import static io.dbmigration.e2e.prisma.Aspect.CODE;
import static io.dbmigration.e2e.prisma.Aspect.DATA;
import static io.dbmigration.e2e.prisma.Aspect.DIAGNOSIS;
import static io.dbmigration.e2e.prisma.Aspect.EXIT;
import static io.dbmigration.e2e.prisma.Aspect.LOGS;
import static io.dbmigration.e2e.prisma.Aspect.ROWS;
import static io.dbmigration.e2e.prisma.Aspect.SCHEMA;
import static io.dbmigration.e2e.prisma.Deliberate.ATOMIC;

import java.util.List;

/** Statements that PostgreSQL does not run in a transaction. */
final class ConcurrentHistories {

    private ConcurrentHistories() {}

    static List<History> all() {
        return List.of(
                one(
                                "CREATE INDEX CONCURRENTLY alone, with comments",
                                "-- large\nCREATE INDEX CONCURRENTLY i ON a (id); -- done")
                        .done(),
                refusedBySix(
                        "CREATE INDEX CONCURRENTLY beside other statements",
                        "CREATE TABLE b (id int);\nCREATE INDEX CONCURRENTLY i ON a (id);"),
                refusedBySix(
                        "two CREATE INDEX CONCURRENTLY",
                        "CREATE INDEX CONCURRENTLY i ON a (id);\nCREATE INDEX CONCURRENTLY j ON a (id DESC);"),
                refusedBySix(
                        "COMMIT before CREATE INDEX CONCURRENTLY", "COMMIT;\nCREATE INDEX CONCURRENTLY i ON a (id);"),
                one("DROP INDEX CONCURRENTLY alone", "DROP INDEX CONCURRENTLY old;")
                        .done(),
                twoDrops(),
                refusedBySix("VACUUM beside other statements", "INSERT INTO a VALUES (2);\nVACUUM a;"),
                newEnumValue(),
                uniqueIndexThatFails());
    }

    private static History.Builder one(String name, String script) {
        return History.of(name)
                .with(
                        "1_a",
                        "CREATE TABLE a (id int);\nCREATE INDEX old ON a (id);\nCREATE INDEX older ON a (id);\nINSERT INTO a VALUES (1);")
                .with("2_it", script)
                .deploy();
    }

    private static History refusedBySix(String name, String script) {
        var aspects = script.startsWith("INSERT") ? DATA : SCHEMA;
        return one(name, script)
                .differs(ATOMIC, Opponent.SIX, 1, EXIT, CODE, ROWS, LOGS, DIAGNOSIS, aspects)
                .done();
    }

    private static History twoDrops() {
        return one("two DROP INDEX CONCURRENTLY", "DROP INDEX CONCURRENTLY old;\nDROP INDEX CONCURRENTLY older;")
                .differs(ATOMIC, 1, EXIT, CODE, ROWS, LOGS, DIAGNOSIS, SCHEMA)
                .done();
    }

    private static History newEnumValue() {
        return History.of("ALTER TYPE … ADD VALUE, used in the same script")
                .with("1_a", "CREATE TYPE mood AS ENUM ('sad');\nCREATE TABLE a (mood mood);")
                .with("2_it", "ALTER TYPE mood ADD VALUE 'glad';\nINSERT INTO a VALUES ('glad');")
                .deploy()
                .differs(ATOMIC, Opponent.SIX, 1, EXIT, CODE, ROWS, LOGS, DIAGNOSIS, SCHEMA, DATA)
                .done();
    }

    private static History uniqueIndexThatFails() {
        return History.of("CREATE UNIQUE INDEX CONCURRENTLY fails on the data")
                .with("1_a", "CREATE TABLE a (id int);\nINSERT INTO a VALUES (1), (1);")
                .with("2_it", "CREATE UNIQUE INDEX CONCURRENTLY i ON a (id);")
                .deploy()
                .rolledBack("2_it")
                .done();
    }
}
