package io.dbmigration.runner.history;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One row of {@code _prisma_migrations}; one migration may have many.
 *
 * @param version of what the table holds under this id, see {@link TableState}: any change to the row, also one back, is another
 */
public record HistoryRow(
        String id,
        String checksum,
        @Nullable Instant finishedAt,
        String name,
        @Nullable String logs,
        @Nullable Instant rolledBackAt,
        Instant startedAt,
        int appliedSteps,
        long version) {

    /** A row that no table holds yet. */
    public HistoryRow(
            String id,
            String checksum,
            @Nullable Instant finishedAt,
            String name,
            @Nullable String logs,
            @Nullable Instant rolledBackAt,
            Instant startedAt,
            int appliedSteps) {
        this(id, checksum, finishedAt, name, logs, rolledBackAt, startedAt, appliedSteps, 0);
    }

    /** The same in all that Prisma would see. */
    public boolean saysTheSameAs(HistoryRow other) {
        return withVersion(0).equals(other.withVersion(0));
    }

    /** As {@link #saysTheSameAs}, but for the moments of start, end and roll back. */
    public boolean saysTheSameButForTimesAs(HistoryRow other) {
        return id.equals(other.id)
                && checksum.equals(other.checksum)
                && name.equals(other.name)
                && Objects.equals(logs, other.logs)
                && appliedSteps == other.appliedSteps
                && (finishedAt == null) == (other.finishedAt == null)
                && (rolledBackAt == null) == (other.rolledBackAt == null);
    }

    private HistoryRow withVersion(long other) {
        return new HistoryRow(id, checksum, finishedAt, name, logs, rolledBackAt, startedAt, appliedSteps, other);
    }

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

    /** As its script's record leaves it, finished at the moment of its start. */
    public HistoryRow asApplied(long versionApplied) {
        return new HistoryRow(
                id, checksum, startedAt, name, null, rolledBackAt, startedAt, appliedSteps + 1, versionApplied);
    }

    /** As it would be after a roll back at the moment of its start. */
    public HistoryRow asRolledBack() {
        return new HistoryRow(id, checksum, finishedAt, name, logs, startedAt, startedAt, appliedSteps);
    }

    /** What this program left in the row; empty for rows of Prisma. */
    public Optional<Marker> marker() {
        return Marker.parse(logs);
    }

    /** What keeps a deploy from applying it again; empty for most rows. */
    public Optional<Hold> hold() {
        return rolledBack() ? Hold.parse(logs) : Optional.empty();
    }
}
