package io.dbmigration.runner.database;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;

/**
 * One session that only reads: everything it sees is of one moment, and nothing it does can write. Works on standbys and behind
 * poolers, whose sessions it leaves as they were. A missing schema is an empty one.
 */
public final class Look implements HistoryAccess, AutoCloseable {

    /** Hidden rows would look like pending migrations: rather an error. */
    private static final String BEGIN =
            "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; SET LOCAL row_security=off;" + " SET LOCAL lock_timeout=";

    private static final Duration LOCK_TIMEOUT = Duration.ofSeconds(10);

    private final ConnectionSettings settings;
    private final TlsFiles tls;
    private final Bookkeeping session;
    private final String historySchema;

    private Look(ConnectionSettings settings, TlsFiles tls, Bookkeeping session, String historySchema) {
        this.settings = settings;
        this.tls = tls;
        this.session = session;
        this.historySchema = historySchema;
    }

    /**
     * @param workFolder writable, for certificates
     * @throws io.dbmigration.contract.RunException with the reason of {@link ConnectErrors}
     */
    public static Look open(ConnectionSettings settings, String runId, Path workFolder) {
        var tls = TlsFiles.write(settings.tls(), workFolder);
        try {
            var connection = new Connector(settings, tls, runId).open();
            new Query(connection).run(BEGIN + LOCK_TIMEOUT.toMillis());
            return new Look(settings, tls, new Bookkeeping(connection), HistoryPlace.find(settings, connection));
        } catch (SQLException error) {
            tls.close();
            throw ConnectErrors.explain(error, settings);
        }
    }

    @Override
    public Bookkeeping bookkeeping() {
        return session;
    }

    @Override
    public String historySchema() {
        return historySchema;
    }

    @Override
    public ConnectionSettings settings() {
        return settings;
    }

    /** Ends the transaction with the session. */
    @Override
    public void close() {
        session.close();
        tls.close();
    }
}
