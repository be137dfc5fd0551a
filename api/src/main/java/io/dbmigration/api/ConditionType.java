package io.dbmigration.api;

import java.util.Arrays;
import java.util.stream.Collectors;

/** The conditions in a status, for machines. */
public enum ConditionType {
    /** The database is at the bundle whose digest is in {@code status.bundle.digest}; of a backup: it exists and is verified. Always present. */
    READY,
    /** Work is under way or queued; present only when True. */
    RECONCILING,
    /** A person must act; present only when True. */
    STALLED,
    /** The last required backup exists and reached its verification level. */
    BACKUP_READY,
    /** {@code spec.suspend} is set; present only when True. */
    SUSPENDED;

    private final String text;

    ConditionType() {
        this.text = Arrays.stream(name().split("_", -1))
                .map(word -> word.charAt(0) + word.substring(1).toLowerCase(java.util.Locale.ROOT))
                .collect(Collectors.joining());
    }

    /** As it stands in a condition, for example {@code BackupReady}. */
    public String text() {
        return text;
    }
}
