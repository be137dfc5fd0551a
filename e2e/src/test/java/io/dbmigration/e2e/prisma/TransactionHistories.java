package io.dbmigration.e2e.prisma;

import static io.dbmigration.e2e.prisma.Aspect.CODE;
import static io.dbmigration.e2e.prisma.Aspect.DATA;
import static io.dbmigration.e2e.prisma.Aspect.DIAGNOSIS;
import static io.dbmigration.e2e.prisma.Aspect.EXIT;
import static io.dbmigration.e2e.prisma.Aspect.LOGS;
import static io.dbmigration.e2e.prisma.Aspect.ROWS;
import static io.dbmigration.e2e.prisma.Deliberate.ATOMIC;
import static io.dbmigration.e2e.prisma.Deliberate.SESSION_RESET;

import java.util.List;

/** Scripts with their own transaction control. */
final class TransactionHistories {

    private static final String NEXT = "CREATE TABLE next (id int);";

    private TransactionHistories() {}

    static List<History> all() {
        return List.of(
                script("BEGIN … COMMIT", "BEGIN;\nCREATE TABLE a (id int);\nCOMMIT;")
                        .done(),
                script("BEGIN … ROLLBACK", "BEGIN;\nCREATE TABLE a (id int);\nROLLBACK;")
                        .done(),
                script("BEGIN, SAVEPOINT, ROLLBACK TO, COMMIT", """
                        BEGIN;
                        CREATE TABLE a (id int);
                        SAVEPOINT s;
                        INSERT INTO a VALUES (1);
                        ROLLBACK TO SAVEPOINT s;
                        INSERT INTO a VALUES (2);
                        COMMIT;
                        """).done(),
                beginThenError(),
                beginWithoutCommit(),
                commitHalfWay(),
                doBlockThatWorks(),
                procedureThatCommits());
    }

    private static History.Builder script(String name, String script) {
        return History.of(name).with("1_a", script).with("2_next", NEXT).deploy();
    }

    private static History beginThenError() {
        return script("BEGIN, then an error", "BEGIN;\nCREATE TABLE a (id int);\nSELECT 1/0;\nCOMMIT;")
                .deploy()
                .differs(SESSION_RESET, 1, CODE, LOGS)
                .done();
    }

    private static History beginWithoutCommit() {
        return script("BEGIN without COMMIT", "BEGIN;\nCREATE TABLE a (id int);")
                .deploy()
                .differs(SESSION_RESET, 1, EXIT, CODE, LOGS)
                .done();
    }

    private static History commitHalfWay() {
        return script("COMMIT half way, then an error", "CREATE TABLE a (id int);\nCOMMIT;\nSELECT 1/0;")
                .deploy()
                .done();
    }

    private static History doBlockThatWorks() {
        return script("a DO block", """
                        CREATE TABLE a (id int);
                        DO $body$ BEGIN FOR i IN 1..3 LOOP INSERT INTO a VALUES (i); END LOOP; END $body$;
                        """).done();
    }

    private static History procedureThatCommits() {
        return History.of("a procedure that commits")
                .with("1_a", """
                        CREATE TABLE a (id int);
                        CREATE PROCEDURE fill() LANGUAGE plpgsql AS $$
                        BEGIN FOR i IN 1..3 LOOP INSERT INTO a VALUES (i); COMMIT; END LOOP; END $$;
                        """)
                .with("2_call", "CALL fill();")
                .with("3_both", "INSERT INTO a VALUES (9);\nCALL fill();")
                .deploy()
                .differs(ATOMIC, Opponent.SIX, 1, EXIT, CODE, ROWS, LOGS, DIAGNOSIS, DATA)
                .done();
    }
}
