package io.dbmigration.runner.job;

import io.dbmigration.runner.backup.BackupOrder;

/** What was decided about the backup before a change. */
public sealed interface BackupChoice {

    /** One is taken, and without it no statement is run. */
    record Take(BackupOrder order) implements BackupChoice {}

    /** None is taken. @param reason the person's own words */
    record Never(String reason) implements BackupChoice {}

    /** Nobody has decided: fine for a database without tables, refused for others. */
    record Undecided() implements BackupChoice {}

    /** A person has to choose; nothing was changed. */
    final class Missing extends RuntimeException {

        private static final long serialVersionUID = 1L;

        Missing() {
            super("The database has tables and neither a backup nor doing without one was chosen.");
        }
    }
}
