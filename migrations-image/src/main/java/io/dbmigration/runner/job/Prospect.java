package io.dbmigration.runner.job;

import io.dbmigration.contract.RunResult.Notice;
import io.dbmigration.runner.bundle.Migration;
import io.dbmigration.runner.history.HistoryRow;
import io.dbmigration.runner.history.HistoryTable;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The history of a database before a deploy has changed anything. */
sealed interface Prospect {

    /** What is worth an event. */
    Optional<Notice> notice();

    /** The table is there. */
    record Found(Optional<Notice> notice) implements Prospect {}

    /** There is none, and nothing else either. */
    record Empty(Optional<Notice> notice) implements Prospect {}

    /** There is none, and the database counts as migrated up to the last of these. */
    record Adopted(List<Migration> contained) implements Prospect {

        @Override
        public Optional<Notice> notice() {
            return Optional.of(new Notice(
                    "Baselined",
                    "The existing database was adopted: it counts as migrated up to "
                            + contained.getLast().name() + "."));
        }
    }

    /** The rows as they are, or as {@link #establish} will write them. */
    default List<HistoryRow> rows(HistoryTable history) {
        return switch (this) {
            case Found found -> history.rows();
            case Empty empty -> List.of();
            case Adopted(var contained) ->
                contained.stream().map(Prospect::asApplied).toList();
        };
    }

    /** Writes what is missing, whole or not at all. */
    default void establish(HistoryTable history) {
        switch (this) {
            case Found found -> {}
            case Empty empty -> history.create();
            case Adopted(var contained) -> history.createBaseline(contained);
        }
    }

    private static HistoryRow asApplied(Migration migration) {
        var checksum = migration.requireScript().checksum();
        return new HistoryRow("", checksum, Instant.EPOCH, migration.name(), "", null, Instant.EPOCH, 0);
    }
}
