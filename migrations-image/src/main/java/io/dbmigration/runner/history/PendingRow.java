package io.dbmigration.runner.history;

import io.dbmigration.runner.bundle.Migration;
import java.time.Instant;
import java.util.UUID;

/**
 * The row that a pending migration is going to have.
 *
 * @param id a new UUID
 * @param versionApplied its {@link HistoryRow#version} once it is applied, which the server has computed; 0: not asked for
 */
public record PendingRow(String id, String name, String checksum, long versionApplied) {

    /** @throws io.dbmigration.contract.RunException FileMissing, BundleInvalid */
    public static PendingRow of(Migration migration) {
        return of(migration.name(), migration.requireScript().checksum());
    }

    public static PendingRow of(String name, String checksum) {
        return new PendingRow(UUID.randomUUID().toString(), name, checksum, 0);
    }

    /** @param answer the id, a blank, the version */
    static PendingRow parse(String answer, Migration migration) {
        var blank = answer.indexOf(' ');
        return new PendingRow(
                answer.substring(0, blank),
                migration.name(),
                migration.requireScript().checksum(),
                Long.parseLong(answer.substring(blank + 1)));
    }

    /** The row as it was inserted, where it was not read: neither its start nor its version is known. */
    public HistoryRow inserted(String logs) {
        return new HistoryRow(id, checksum, null, name, logs, null, Instant.EPOCH, 0);
    }
}
