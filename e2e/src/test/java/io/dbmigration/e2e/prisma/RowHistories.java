package io.dbmigration.e2e.prisma;

import static io.dbmigration.e2e.prisma.Aspect.EXIT;
import static io.dbmigration.e2e.prisma.Deliberate.PRISMA_7_RULE;

import java.util.List;

/** Histories with rows that were written by hand, by an older Prisma or by a rollback. */
final class RowHistories {

    /** As Prisma makes it. */
    static final String TABLE = """
            CREATE TABLE _prisma_migrations (
                id                      VARCHAR(36) PRIMARY KEY NOT NULL,
                checksum                VARCHAR(64) NOT NULL,
                finished_at             TIMESTAMPTZ,
                migration_name          VARCHAR(255) NOT NULL,
                logs                    TEXT,
                rolled_back_at          TIMESTAMPTZ,
                started_at              TIMESTAMPTZ NOT NULL DEFAULT now(),
                applied_steps_count     INTEGER NOT NULL DEFAULT 0
            );
            """;

    private static final String A = "CREATE TABLE IF NOT EXISTS a (id int);\nINSERT INTO a VALUES (1);";

    private RowHistories() {}

    static List<History> all() {
        return List.of(
                failedByAnother(),
                failedAndUnknown(),
                appliedAndFailed(),
                twoFailed(),
                finishedAndRolledBack(),
                rolledBackThenApplied(),
                running());
    }

    /** @param columns values of finished_at, rolled_back_at, logs */
    private static String row(String name, String startedAt, String columns) {
        return "INSERT INTO _prisma_migrations (id, checksum, migration_name, started_at, finished_at, rolled_back_at, logs)"
                + " VALUES (gen_random_uuid()::text, repeat('0', 64), '%s', '%s', %s);"
                        .formatted(name, startedAt, columns);
    }

    private static History failedByAnother() {
        return History.of("a row that Prisma left failed")
                .sql(TABLE + row("1_a", "2024-01-01", "NULL, NULL, 'it failed'"))
                .with("1_a", A)
                .deploy()
                .with("1_a", A + "-- corrected")
                .deploy()
                .rolledBack("1_a")
                .deploy()
                .done();
    }

    private static History failedAndUnknown() {
        return History.of("a failed row of a migration that the bundle lacks")
                .sql(TABLE + row("0_gone", "2024-01-01", "NULL, NULL, 'it failed'"))
                .with("1_a", A)
                .deploy()
                .status()
                .applied("0_gone")
                .rolledBack("0_gone")
                .deploy()
                .done();
    }

    private static History appliedAndFailed() {
        return History.of("one name with an applied and a failed row")
                .sql(TABLE
                        + row("1_a", "2024-01-01", "'2024-01-01', NULL, NULL")
                        + row("1_a", "2024-01-02", "NULL, NULL, NULL"))
                .with("1_a", A)
                .status()
                .deploy()
                .applied("1_a")
                .rolledBack("1_a")
                .deploy()
                .done();
    }

    private static History twoFailed() {
        return History.of("one name with two failed rows")
                .sql(TABLE
                        + row("1_a", "2024-01-01", "NULL, NULL, NULL")
                        + row("1_a", "2024-01-02", "NULL, NULL, 'again'"))
                .with("1_a", A)
                .applied("1_a")
                .deploy()
                .done();
    }

    private static History finishedAndRolledBack() {
        return History.of("a row that is finished and rolled back, as a rollback leaves it")
                .sql(TABLE + row("1_a", "2024-01-01", "'2024-01-01', '2024-01-02', NULL"))
                .with("1_a", A)
                .applied("1_a")
                .rolledBack("1_a")
                .status()
                .deploy()
                .status()
                .differs(PRISMA_7_RULE, Opponent.SIX, 3, EXIT)
                .done();
    }

    private static History rolledBackThenApplied() {
        return History.of("a rolled-back and an applied row of one name, with different checksums")
                .sql(TABLE + row("1_a", "2024-01-01", "NULL, '2024-01-01', 'it failed'"))
                .with("1_a", A)
                .deploy()
                .status()
                .done();
    }

    private static History running() {
        return History.of("a row of a run that is under way or was killed")
                .sql(TABLE + row("1_a", "2024-01-01", "NULL, NULL, NULL"))
                .with("1_a", A)
                .status()
                .deploy()
                .done();
    }
}
