package io.dbmigration.e2e.prisma;

import static io.dbmigration.e2e.prisma.Aspect.CODE;
import static io.dbmigration.e2e.prisma.Aspect.DIAGNOSIS;
import static io.dbmigration.e2e.prisma.Aspect.EXIT;
import static io.dbmigration.e2e.prisma.Aspect.LOGS;
import static io.dbmigration.e2e.prisma.Aspect.ROWS;
import static io.dbmigration.e2e.prisma.Aspect.SCHEMA;
import static io.dbmigration.e2e.prisma.Deliberate.ATOMIC;
import static io.dbmigration.e2e.prisma.Deliberate.GOES_ON;

import java.util.List;

/** A script fails; what is left, and how one goes on. */
final class FailureHistories {

    private static final String A = "CREATE TABLE a (id int);";
    private static final String FAILS_AT_ONCE = "INSERT INTO nowhere VALUES (1);";
    private static final String FAILS_SECOND = "CREATE TABLE b (id int);\nINSERT INTO nowhere VALUES (1);";
    private static final String CORRECTED = "CREATE TABLE b (id int);";

    private FailureHistories() {}

    static List<History> all() {
        return List.of(
                firstStatement(),
                secondStatement(),
                correctedWithoutResolve(),
                takenOutOfTheBundle(),
                atCommit(),
                doBlock(),
                betweenOthers());
    }

    private static History firstStatement() {
        return History.of("the only statement fails; rolled back by resolve, corrected, applied")
                .with("1_a", A)
                .with("2_b", FAILS_AT_ONCE)
                .deploy()
                .deploy()
                .status()
                .rolledBack("2_b")
                .with("2_b", CORRECTED)
                .deploy()
                .status()
                .done();
    }

    private static History secondStatement() {
        return History.of("the second statement fails; rolled back by resolve, corrected, applied")
                .with("1_b", FAILS_SECOND)
                .deploy()
                .rolledBack("1_b")
                .with("1_b", CORRECTED)
                .deploy()
                .differs(ATOMIC, Opponent.SEVEN, 1, SCHEMA)
                .differs(ATOMIC, Opponent.SEVEN, 3, EXIT, CODE, ROWS, LOGS, DIAGNOSIS)
                .done();
    }

    private static History correctedWithoutResolve() {
        return History.of("a failed script is corrected under its name, without resolve")
                .with("1_b", FAILS_AT_ONCE)
                .deploy()
                .with("1_b", CORRECTED)
                .deploy()
                .differs(GOES_ON, 2, EXIT, CODE, ROWS, LOGS, DIAGNOSIS, SCHEMA)
                .done();
    }

    private static History takenOutOfTheBundle() {
        return History.of("a failed migration is taken out of the bundle, without resolve")
                .with("1_a", A)
                .with("2_b", FAILS_AT_ONCE)
                .deploy()
                .without("2_b")
                .with("3_c", CORRECTED)
                .deploy()
                .differs(GOES_ON, 2, EXIT, CODE, ROWS, LOGS, DIAGNOSIS, SCHEMA)
                .done();
    }

    private static History atCommit() {
        return History.of("a deferred constraint is violated when the script commits")
                .with("1_a", """
                        CREATE TABLE a (id int PRIMARY KEY);
                        CREATE TABLE b (a int REFERENCES a DEFERRABLE INITIALLY DEFERRED);
                        INSERT INTO b VALUES (7);
                        """)
                .deploy()
                .deploy()
                .differs(ATOMIC, Opponent.SEVEN, 1, SCHEMA)
                .done();
    }

    private static History doBlock() {
        return History.of("a DO block runs, and a later statement fails")
                .with("1_a", "CREATE TABLE a (id int);\nDO $$ BEGIN INSERT INTO a VALUES (1); END $$;\nSELECT 1/0;")
                .deploy()
                .done();
    }

    private static History betweenOthers() {
        return History.of("the second of three migrations fails")
                .with("1_a", A)
                .with("2_b", FAILS_AT_ONCE)
                .with("3_c", "CREATE TABLE c (id int);")
                .deploy()
                .status()
                .applied("2_b")
                .deploy()
                .done();
    }
}
