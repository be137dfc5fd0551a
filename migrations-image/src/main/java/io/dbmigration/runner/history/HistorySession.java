package io.dbmigration.runner.history;

import io.dbmigration.contract.Reason;
import io.dbmigration.contract.RunException;
import io.dbmigration.runner.database.ConnectErrors;
import io.dbmigration.runner.database.ConnectionLostException;
import io.dbmigration.runner.database.HistoryAccess;
import io.dbmigration.runner.database.LockListener;
import io.dbmigration.runner.database.Pause;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Runs the history's SQL on the present bookkeeping session, waits for locked rows, and says what an error means. */
final class HistorySession {

    /** Seconds; later is as good as infinity, and does not fit into microseconds. */
    private static final String ENDLESS = "9.2e12";

    /** Stands for infinity. */
    private static final long FUTURE = Long.MAX_VALUE;

    private static final Duration PAUSE = Duration.ofMillis(250);

    private final HistoryAccess access;
    private final String table;
    private final Duration rowWait;
    private final LockListener listener;
    private boolean inTransaction;

    HistorySession(HistoryAccess access, String table, Duration rowWait, LockListener listener) {
        this.access = access;
        this.table = table;
        this.rowWait = rowWait;
        this.listener = listener;
    }

    List<HistoryRow> rows(String sql, @Nullable Object... parameters) {
        return waiting(() -> {
            try (var statement = prepare(sql, parameters);
                    var rows = statement.executeQuery()) {
                var read = new ArrayList<HistoryRow>();
                while (rows.next()) {
                    read.add(row(rows));
                }
                return List.copyOf(read);
            }
        });
    }

    /** The first column of all rows. */
    List<String> texts(String sql, @Nullable Object... parameters) {
        return waiting(() -> {
            try (var statement = prepare(sql, parameters);
                    var rows = statement.executeQuery()) {
                var read = new ArrayList<String>();
                while (rows.next()) {
                    read.add(rows.getString(1));
                }
                return List.copyOf(read);
            }
        });
    }

    void run(String sql, @Nullable Object... parameters) {
        waiting(() -> {
            try (var statement = prepare(sql, parameters)) {
                return statement.execute();
            }
        });
    }

    /** @param work false: nothing of it stays; the answer is passed on */
    boolean inTransaction(BooleanSupplier work) {
        run("BEGIN");
        inTransaction = true;
        try {
            var keep = work.getAsBoolean();
            run(keep ? "COMMIT" : "ROLLBACK");
            return keep;
        } catch (RuntimeException error) {
            inTransaction = false;
            rollback(error);
            throw error;
        } finally {
            inTransaction = false;
        }
    }

    private <T> T waiting(Work<T> work) {
        var deadline = System.nanoTime() + rowWait.toNanos();
        while (true) {
            try {
                return work.run();
            } catch (SQLException error) {
                if (inTransaction || !"55P03".equals(error.getSQLState()) || System.nanoTime() - deadline >= 0) {
                    throw explain(error);
                }
                listener.waitingFor(writers());
                Pause.of(PAUSE);
            }
        }
    }

    private RunException explain(SQLException error) {
        var said = "The history " + table + ": " + error.getMessage() + " (SQLSTATE " + error.getSQLState() + ")";
        if (ConnectErrors.lost(error)) {
            return new ConnectionLostException(said, error);
        }
        return switch (Objects.requireNonNullElse(error.getSQLState(), "")) {
            case "42P01", "42703" -> new RunException(Reason.TABLE_LOST, said, error);
            case "3F000" -> new RunException(Reason.DATABASE_NOT_FOUND, said, error);
            case "42501" -> new RunException(Reason.ACCESS_DENIED, said, error);
            case "25006" -> new RunException(Reason.READ_ONLY_SERVER, said, error);
            case "55P03" ->
                new RunException(
                        Reason.ADVISORY_LOCK_BUSY,
                        "The history " + table + " stays locked by another session: " + writers() + ".",
                        error);
            default -> new RunException(Reason.RUNNER_FAILED, said, error);
        };
    }

    private String writers() {
        try {
            var writers = access.bookkeeping().writersOf(table);
            return writers.isEmpty() ? "one that has just gone" : String.join("; ", writers);
        } catch (SQLException unknown) {
            return "one that cannot be named";
        }
    }

    private void rollback(RuntimeException because) {
        try {
            run("ROLLBACK");
        } catch (RunException gone) {
            because.addSuppressed(gone);
        }
    }

    private PreparedStatement prepare(String sql, @Nullable Object... parameters) throws SQLException {
        var statement = access.bookkeeping().connection().prepareStatement(sql);
        for (var i = 0; i < parameters.length; i++) {
            statement.setString(i + 1, Objects.toString(parameters[i], null));
        }
        return statement;
    }

    private HistoryRow row(ResultSet row) throws SQLException {
        return new HistoryRow(
                required(row, "id"),
                required(row, "checksum"),
                instant(row, "finished_at"),
                required(row, "migration_name"),
                row.getString("logs"),
                instant(row, "rolled_back_at"),
                Objects.requireNonNull(instant(row, "started_at"), "started_at"),
                Integer.parseInt(required(row, "applied_steps_count")),
                row.getLong("version"));
    }

    /** Prisma fails on such rows too; only a changed table can hold them. */
    private String required(ResultSet row, String column) throws SQLException {
        var value = row.getString(column);
        if (value == null) {
            throw new RunException(
                    Reason.TABLE_LOST,
                    "The history %s has a row without %s (id %s); Prisma needs a value there."
                            .formatted(table, column, row.getString("id")));
        }
        return value;
    }

    /**
     * The column as {@link #instant} wants it: to read a timestamp, the driver makes a calendar for each answer, and a float takes Java
     * as long as the rest of the row.
     */
    static String instantOf(String column) {
        var seconds = "pg_catalog.date_part('epoch', r." + column + ")";
        return "CASE WHEN " + seconds + " > " + ENDLESS + " THEN " + FUTURE
                + " WHEN " + seconds + " < -" + ENDLESS + " THEN -" + FUTURE
                + " ELSE (" + seconds + " * 1e6)::pg_catalog.int8 END AS " + column;
    }

    /** Exact to the microsecond for some centuries. */
    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        var micros = row.getLong(column);
        if (row.wasNull()) {
            return null;
        }
        if (Math.abs(micros) == FUTURE) {
            return micros > 0 ? Instant.MAX : Instant.MIN;
        }
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }

    /** One command on the session. */
    private interface Work<T> {
        T run() throws SQLException;
    }
}
