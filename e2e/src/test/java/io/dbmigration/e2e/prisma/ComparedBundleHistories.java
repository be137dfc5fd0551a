package io.dbmigration.e2e.prisma;

import static io.dbmigration.e2e.prisma.Aspect.DIAGNOSIS;
import static io.dbmigration.e2e.prisma.Aspect.EXIT;
import static io.dbmigration.e2e.prisma.Aspect.LOGS;
import static io.dbmigration.e2e.prisma.Aspect.ROWS;
import static io.dbmigration.e2e.prisma.Aspect.SCHEMA;
import static io.dbmigration.e2e.prisma.Deliberate.OLD_BUNDLE;
import static io.dbmigration.e2e.prisma.Deliberate.REFUSED_FIRST;

import java.util.List;

/** A bundle that is not what the database knows. */
final class ComparedBundleHistories {

    private static final String A = "CREATE TABLE a (id int);";
    private static final String B = "CREATE TABLE b (id int);";
    private static final String C = "CREATE TABLE c (id int);";

    private ComparedBundleHistories() {}

    static List<History> all() {
        return List.of(
                edited(),
                olderMissing(),
                newerMissing(),
                diverged(),
                outOfOrder(),
                fileOfAppliedGone(),
                fileOfPendingGone());
    }

    private static History edited() {
        return History.of("an applied script is edited")
                .with("1_a", A)
                .deploy()
                .with("1_a", A + "\n-- edited")
                .with("2_b", B)
                .deploy()
                .status()
                .done();
    }

    private static History olderMissing() {
        return History.of("an older applied migration is gone from the bundle")
                .with("1_a", A)
                .with("2_b", B)
                .deploy()
                .without("1_a")
                .with("3_c", C)
                .deploy()
                .status()
                .done();
    }

    private static History newerMissing() {
        return History.of("the bundle is older than the database")
                .with("1_a", A)
                .with("2_b", B)
                .deploy()
                .without("2_b")
                .status()
                .deploy()
                .differs(OLD_BUNDLE, 3, EXIT)
                .done();
    }

    private static History diverged() {
        return History.of("bundle and database each have what the other lacks")
                .with("1_a", A)
                .with("2_b", B)
                .deploy()
                .without("2_b")
                .with("3_c", C)
                .status()
                .deploy()
                .status()
                .done();
    }

    private static History outOfOrder() {
        return History.of("a new migration sorts before applied ones")
                .with("1_a", A)
                .with("3_c", C)
                .deploy()
                .with("2_b", B)
                .status()
                .deploy()
                .done();
    }

    private static History fileOfAppliedGone() {
        return History.of("an applied migration's file is gone, its folder is not")
                .with("1_a", A)
                .deploy()
                .without("1_a/migration.sql")
                .with("2_b", B)
                .deploy()
                .status()
                .done();
    }

    private static History fileOfPendingGone() {
        return History.of("a pending migration has no file, an earlier one has")
                .with("1_a", A)
                .edit(bundle -> bundle.folder("2_b"))
                .deploy()
                .with("2_b", B)
                .deploy()
                .differs(REFUSED_FIRST, 1, ROWS, LOGS, DIAGNOSIS, SCHEMA)
                .done();
    }
}
