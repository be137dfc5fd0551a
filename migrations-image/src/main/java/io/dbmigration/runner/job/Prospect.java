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

    /** The rows as they are, or as {@link #establish} will write them. */
    List<HistoryRow> rows(HistoryTable history);

    /** Writes what is missing, whole or not at all. */
    void establish(HistoryTable history);

    /** The table is there. */
    record Found(Optional<Notice> notice) implements Prospect {

        @Override
        public List<HistoryRow> rows(HistoryTable history) {
            return history.rows();
        }

        @Override
        public void establish(HistoryTable history) {
            // Nothing is missing.
        }
    }

    /** There is none, and nothing else either. */
    record Empty(Optional<Notice> notice) implements Prospect {

        @Override
        public List<HistoryRow> rows(HistoryTable history) {
            return List.of();
        }

        @Override
        public void establish(HistoryTable history) {
            history.create();
        }
    }

    /** There is none, and the database counts as migrated up to the last of these. */
    record Adopted(List<Migration> contained) implements Prospect {

        @Override
        public Optional<Notice> notice() {
            return Optional.of(new Notice(
                    "Baselined",
                    "The existing database was adopted: it counts as migrated up to "
                            + contained.getLast().name() + "."));
        }

        @Override
        public List<HistoryRow> rows(HistoryTable history) {
            return contained.stream().map(Adopted::asApplied).toList();
        }

        @Override
        public void establish(HistoryTable history) {
            history.createBaseline(contained);
        }

        private static HistoryRow asApplied(Migration migration) {
            var checksum = migration.requireScript().checksum();
            return new HistoryRow("", checksum, Instant.EPOCH, migration.name(), "", null, Instant.EPOCH, 0);
        }
    }
}
