package io.dbmigration.e2e.prisma;

import static io.dbmigration.e2e.prisma.Aspect.EXIT;
import static io.dbmigration.e2e.prisma.Deliberate.PRISMA_7_RULE;

import java.util.List;

/** resolve, with all its answers. */
final class ResolveHistories {

    private static final String A = "CREATE TABLE a (id int);";
    private static final String FAILS = "INSERT INTO nowhere VALUES (1);";

    private ResolveHistories() {}

    static List<History> all() {
        return List.of(
                alreadyApplied(),
                unknown(),
                noTable(),
                failedIsApplied(),
                rolledBackTwice(),
                rolledBackIsPending(),
                edited());
    }

    private static History alreadyApplied() {
        return History.of("resolve of what is applied already")
                .with("1_a", A)
                .deploy()
                .applied("1_a")
                .rolledBack("1_a")
                .done();
    }

    private static History unknown() {
        return History.of("resolve of a name, a folder and a file that are not there")
                .with("1_a", A)
                .deploy()
                .edit(bundle -> bundle.folder("2_empty"))
                .applied("2_empty")
                .applied("9_nowhere")
                .rolledBack("9_nowhere")
                .done();
    }

    private static History noTable() {
        return History.of("resolve --rolled-back without a history table")
                .with("1_a", A)
                .rolledBack("1_a")
                .done();
    }

    private static History failedIsApplied() {
        return History.of("a failed migration is marked as applied")
                .with("1_a", A)
                .with("2_b", FAILS)
                .deploy()
                .applied("2_b")
                .status()
                .deploy()
                .done();
    }

    private static History rolledBackTwice() {
        return History.of("a failed migration is marked as rolled back twice")
                .with("1_a", FAILS)
                .deploy()
                .rolledBack("1_a")
                .rolledBack("1_a")
                .done();
    }

    private static History rolledBackIsPending() {
        return History.of("after resolve --rolled-back the migration is pending again")
                .with("1_a", FAILS)
                .deploy()
                .rolledBack("1_a")
                .status()
                .deploy()
                .rolledBack("1_a")
                .applied("1_a")
                .status()
                .differs(PRISMA_7_RULE, Opponent.SIX, 3, EXIT)
                .done();
    }

    private static History edited() {
        return History.of("resolve --applied records the script as it is now")
                .with("1_a", FAILS)
                .deploy()
                .with("1_a", "-- done by hand\r\n" + A)
                .applied("1_a")
                .deploy()
                .done();
    }
}
