package io.dbmigration.runner.job;

import io.dbmigration.contract.Reason;
import io.dbmigration.contract.RunException;
import io.dbmigration.contract.RunRequest.PolicyChoice;
import io.dbmigration.contract.RunResult.Notice;
import io.dbmigration.runner.bundle.Migration;
import io.dbmigration.runner.diagnosis.Diagnosis;
import java.util.ArrayList;
import java.util.List;

/**
 * What to do where bundle and database differ.
 *
 * @param ahead the database knows migrations newer than the bundle's newest
 * @param missing it knows older ones that the bundle lacks
 * @param edited an applied migration's file changed
 * @param outOfOrder a pending one sorts before an applied one
 */
public record PolicyGate(PolicyChoice ahead, PolicyChoice missing, PolicyChoice edited, PolicyChoice outOfOrder) {

    private static final int NAMED = 5;

    /** As Prisma, plus the guard against an old bundle. */
    public static PolicyGate standard() {
        return new PolicyGate(PolicyChoice.Block, PolicyChoice.Warn, PolicyChoice.Warn, PolicyChoice.Warn);
    }

    /**
     * What a policy of Warn lets pass.
     *
     * @throws RunException BundleOlderThanDatabase, MissingFromBundle, Edited or OutOfOrder
     */
    List<Notice> pass(Diagnosis diagnosis) {
        var notices = new ArrayList<Notice>();
        judge(
                ahead,
                Reason.BUNDLE_OLDER_THAN_DATABASE,
                "The database has applied migrations that are newer than the bundle's last one: %s.",
                diagnosis.ahead(),
                notices);
        judge(
                missing,
                Reason.MISSING_FROM_BUNDLE,
                "The database has applied migrations that the bundle lacks: %s.",
                diagnosis.missing(),
                notices);
        judge(
                edited,
                Reason.EDITED,
                "Applied migrations have another script in the bundle now: %s.",
                names(diagnosis.edited()),
                notices);
        judge(
                outOfOrder,
                Reason.OUT_OF_ORDER,
                "Pending migrations sort before applied ones: %s.",
                names(diagnosis.outOfOrder()),
                notices);
        return notices;
    }

    private static void judge(
            PolicyChoice choice, Reason reason, String sentence, List<String> names, List<Notice> notices) {
        if (names.isEmpty()) {
            return;
        }
        var message = sentence.formatted(listed(names));
        switch (choice) {
            case Block -> throw new RunException(reason, message + " Nothing was run.");
            case Warn -> notices.add(new Notice(reason.text(), message));
        }
    }

    static List<String> names(List<Migration> migrations) {
        return migrations.stream().map(Migration::name).toList();
    }

    /** The first ones by name, the rest by number. */
    static String listed(List<String> names) {
        var more = names.size() - NAMED;
        var first = String.join(", ", names.subList(0, Math.min(NAMED, names.size())));
        return more > 0 ? first + " and " + more + " more" : first;
    }
}
