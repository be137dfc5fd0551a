package io.dbmigration.runner.diagnosis;

import io.dbmigration.contract.Reason;
import io.dbmigration.contract.RunException;
import io.dbmigration.runner.bundle.Bundle;
import io.dbmigration.runner.bundle.IcuOrder;
import io.dbmigration.runner.bundle.Migration;
import io.dbmigration.runner.history.HistoryRow;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A bundle and the history of a database, side by side. Rolled-back rows count as absent, as in Prisma 7.9 and newer; a failed row
 * counts as present, so its migration is neither applied nor pending.
 *
 * @param applied migrations of the bundle that are applied, in bundle order
 * @param pending without a row that counts, up to the target, in bundle order
 * @param beyondTarget likewise, after the target
 * @param appliedBeyondTarget applied, after the target
 * @param failed unfinished rows, whatever their name
 * @param ahead names with a row that counts which the bundle lacks, sorting after the bundle's last
 * @param missing names with a row that counts which the bundle lacks, the other ones
 * @param edited migrations with a row that counts whose script is another now
 * @param outOfOrder pending ones that sort before an applied one
 * @param rolledBack names in the bundle whose rows are all rolled back
 * @param missingFiles migrations of the bundle without migration.sql
 * @param lastCommon the migration of the bundle before the first one without a row that counts
 * @param headMigration the last migration of the bundle with nothing unapplied before it
 */
public record Diagnosis(
        List<Migration> applied,
        List<Migration> pending,
        List<Migration> beyondTarget,
        List<Migration> appliedBeyondTarget,
        List<HistoryRow> failed,
        List<String> ahead,
        List<String> missing,
        List<Migration> edited,
        List<Migration> outOfOrder,
        List<String> rolledBack,
        List<Migration> missingFiles,
        @Nullable String lastCommon,
        @Nullable String headMigration) {

    /** Which side knows migrations that the other one does not. */
    public enum Relation {
        /** Neither. */
        SAME,
        /** The bundle alone: a deploy would apply them. */
        DATABASE_IS_BEHIND,
        /** The database alone. */
        BUNDLE_IS_BEHIND,
        /** Both. */
        HISTORIES_DIVERGE
    }

    /** Names with a row that counts which the bundle lacks, in the order of a bundle. */
    public List<String> unknown() {
        return Stream.concat(missing.stream(), ahead.stream()).toList();
    }

    /** As {@code prisma migrate status} sees it, whatever the target. */
    public Relation relation() {
        var database = ahead.size() + missing.size();
        var files = pending.size() + beyondTarget.size();
        if (files == 0) {
            return database == 0 ? Relation.SAME : Relation.BUNDLE_IS_BEHIND;
        }
        return database == 0 ? Relation.DATABASE_IS_BEHIND : Relation.HISTORIES_DIVERGE;
    }

    /** Migrations with a row that counts and without a script to compare it with; to {@code prisma migrate status} that is P3015. */
    public List<Migration> notComparable() {
        return missingFiles.stream()
                .filter(migration -> !pending.contains(migration) && !beyondTarget.contains(migration))
                .toList();
    }

    /**
     * @param target last migration to apply; null: all
     * @throws RunException TargetNotFound
     */
    public static Diagnosis of(Bundle bundle, List<HistoryRow> rows, @Nullable String target) {
        return new Comparison(bundle, rows, target).diagnosis();
    }

    /** The sets that the questions are asked of. */
    private static final class Comparison {

        private final List<Migration> migrations;
        private final List<HistoryRow> rows;
        private final Set<String> present;
        /** As in Prisma 7.9, the first row that counts is compared. */
        private final Map<String, HistoryRow> firstOfEach;

        private final Set<String> appliedNames;
        private final int end;

        Comparison(Bundle bundle, List<HistoryRow> rows, @Nullable String target) {
            this.migrations = bundle.migrations();
            this.rows = rows;
            this.present = names(row -> !row.rolledBack());
            this.firstOfEach = rows.stream()
                    .filter(row -> !row.rolledBack())
                    .collect(Collectors.toMap(HistoryRow::name, Function.identity(), (first, later) -> first));
            var failedNames = names(HistoryRow::failed);
            this.appliedNames = new HashSet<>(present);
            appliedNames.removeAll(failedNames);
            this.end = target == null ? migrations.size() : indexOf(target) + 1;
        }

        Diagnosis diagnosis() {
            var upToTarget = migrations.subList(0, end);
            var afterTarget = migrations.subList(end, migrations.size());
            var pending = select(upToTarget, this::absent);
            return new Diagnosis(
                    select(migrations, this::applied),
                    pending,
                    select(afterTarget, this::absent),
                    select(afterTarget, this::applied),
                    rows.stream().filter(HistoryRow::failed).toList(),
                    unknown(this::sortsAfterBundle),
                    unknown(name -> !sortsAfterBundle(name)),
                    select(migrations, this::edited),
                    select(upToTarget.subList(0, Math.min(end, behindLastApplied())), this::absent),
                    rolledBack(),
                    select(migrations, migration -> migration.script() == null),
                    lastBefore(this::absent),
                    lastBefore(migration -> !applied(migration)));
        }

        private int indexOf(String target) {
            for (var i = 0; i < migrations.size(); i++) {
                if (migrations.get(i).name().equals(target)) {
                    return i;
                }
            }
            throw new RunException(
                    Reason.TARGET_NOT_FOUND, "The target '" + target + "' is not a migration of the bundle.");
        }

        private Set<String> names(Predicate<HistoryRow> which) {
            return rows.stream().filter(which).map(HistoryRow::name).collect(Collectors.toUnmodifiableSet());
        }

        private boolean absent(Migration migration) {
            return !present.contains(migration.name());
        }

        private boolean applied(Migration migration) {
            return appliedNames.contains(migration.name());
        }

        private boolean edited(Migration migration) {
            var script = migration.script();
            var row = firstOfEach.get(migration.name());
            return script != null && row != null && !script.hasChecksum(row.checksum());
        }

        /** Index in the bundle. */
        private int behindLastApplied() {
            var index = migrations.size();
            while (index > 0 && !applied(migrations.get(index - 1))) {
                index--;
            }
            return index;
        }

        private List<String> unknown(Predicate<String> which) {
            var known = migrations.stream().map(Migration::name).collect(Collectors.toUnmodifiableSet());
            return present.stream()
                    .filter(name -> !known.contains(name))
                    .filter(which)
                    .sorted(new IcuOrder())
                    .toList();
        }

        private boolean sortsAfterBundle(String name) {
            return migrations.isEmpty()
                    || new IcuOrder().compare(name, migrations.getLast().name()) > 0;
        }

        private List<String> rolledBack() {
            var anywhere = names(HistoryRow::rolledBack);
            return migrations.stream()
                    .filter(this::absent)
                    .map(Migration::name)
                    .filter(anywhere::contains)
                    .toList();
        }

        private @Nullable String lastBefore(Predicate<Migration> which) {
            var before = migrations.stream()
                    .takeWhile(which.negate())
                    .map(Migration::name)
                    .toList();
            return before.isEmpty() ? null : before.getLast();
        }

        private static List<Migration> select(List<Migration> from, Predicate<Migration> which) {
            return from.stream().filter(which).toList();
        }
    }
}
