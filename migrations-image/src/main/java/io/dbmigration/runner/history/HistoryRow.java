package io.dbmigration.runner.history;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One row of {@code _prisma_migrations}; one migration may have many. */
public record HistoryRow(
        String id,
        String checksum,
        @Nullable Instant finishedAt,
        String name,
        @Nullable String logs,
        @Nullable Instant rolledBackAt,
        Instant startedAt,
        int appliedSteps) {

    /** Neither finished nor rolled back: failed, interrupted or still running. */
    public boolean failed() {
        return finishedAt == null && rolledBackAt == null;
    }

    public boolean applied() {
        return finishedAt != null && rolledBackAt == null;
    }

    public boolean rolledBack() {
        return rolledBackAt != null;
    }

    /** As it would be after a roll back at the moment of its start. */
    public HistoryRow asRolledBack() {
        return new HistoryRow(id, checksum, finishedAt, name, logs, startedAt, startedAt, appliedSteps);
    }

    /** What this program left in the row; empty for rows of Prisma. */
    public Optional<Marker> marker() {
        return Marker.parse(logs);
    }
}
