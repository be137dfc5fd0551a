package io.dbmigration.e2e.prisma;

import static io.dbmigration.e2e.prisma.Aspect.CODE;
import static io.dbmigration.e2e.prisma.Aspect.DIAGNOSIS;
import static io.dbmigration.e2e.prisma.Aspect.EXIT;
import static io.dbmigration.e2e.prisma.Aspect.LOGS;
import static io.dbmigration.e2e.prisma.Aspect.ROWS;
import static io.dbmigration.e2e.prisma.Aspect.SCHEMA;
import static io.dbmigration.e2e.prisma.Deliberate.OWN_ROW_PROTECTED;

import java.util.List;

/** Scripts that touch the history table. */
final class OwnRowHistories {

    private OwnRowHistories() {}

    static List<History> all() {
        return List.of(dropsTable(), finishesRow(), deletesRow(), readsTable());
    }

    private static History dropsTable() {
        return History.of("a script drops the history table")
                .with("1_a", "CREATE TABLE a (id int);")
                .with("2_b", "DROP TABLE _prisma_migrations;")
                .deploy()
                .deploy()
                .differs(OWN_ROW_PROTECTED, 1, CODE, ROWS, LOGS, DIAGNOSIS, SCHEMA)
                .done();
    }

    private static History finishesRow() {
        return History.of("a script finishes its own row")
                .with("1_a", "CREATE TABLE a (id int);\nUPDATE _prisma_migrations SET finished_at = now();")
                .deploy()
                .differs(OWN_ROW_PROTECTED, 1, EXIT, CODE, ROWS, LOGS, DIAGNOSIS, SCHEMA)
                .done();
    }

    private static History deletesRow() {
        return History.of("a script deletes its own row")
                .with("1_a", "CREATE TABLE a (id int);\nDELETE FROM _prisma_migrations;")
                .deploy()
                .differs(OWN_ROW_PROTECTED, 1, EXIT, CODE, ROWS, LOGS, DIAGNOSIS, SCHEMA)
                .done();
    }

    private static History readsTable() {
        return History.of("a script reads the history and corrects an older checksum")
                .with("1_a", "CREATE TABLE a (id int);")
                .with("2_b", """
                        UPDATE _prisma_migrations SET checksum = 'corrected' WHERE migration_name = '1_a';
                        CREATE TABLE b AS SELECT migration_name FROM _prisma_migrations ORDER BY started_at;
                        """)
                .deploy()
                .done();
    }
}
