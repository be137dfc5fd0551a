package io.dbmigration.runner.database;

/** Opens what a run needs. */
public final class Server {

    private Server() {}

    /**
     * First look, then the script's session and the bookkeeping.
     *
     * @throws io.dbmigration.contract.RunException with the reason of {@link ConnectErrors}, or PoolerDetected, ReadOnlyServer,
     *     ServerUnsupported
     */
    public static Connections open(ConnectionSettings settings, ServerOptions options) {
        throw new UnsupportedOperationException(settings.address() + options.runId());
    }
}
