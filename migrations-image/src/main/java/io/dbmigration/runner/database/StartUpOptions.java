package io.dbmigration.runner.database;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Settings sent at start-up, so that RESET returns to them. Without them a role's own idle timeout takes the lock away during a
 * backup, and a dead node keeps it for two hours. Only what the server's version knows: an unknown one refuses the connection.
 */
final class StartUpOptions {

    private static final int TRANSACTION_TIMEOUT_SINCE = 170_000;

    private final Map<String, String> settings = new LinkedHashMap<>();

    private StartUpOptions(int serverVersion, String runId) {
        // The driver sets it later, so that RESET ALL would take it away.
        settings.put("application_name", Connector.applicationName(runId));
        settings.put("client_connection_check_interval", "1s");
        settings.put("idle_session_timeout", "0");
        settings.put("idle_in_transaction_session_timeout", "0");
        settings.put("tcp_keepalives_idle", "30");
        settings.put("tcp_keepalives_interval", "10");
        settings.put("tcp_keepalives_count", "3");
        settings.put("tcp_user_timeout", "60s");
        if (serverVersion >= TRANSACTION_TIMEOUT_SINCE) {
            settings.put("transaction_timeout", "0");
        }
    }

    static StartUpOptions ofScript(ServerFacts facts, ServerOptions wanted) {
        var options = new StartUpOptions(facts.version(), wanted.runId());
        options.putLimit("lock_timeout", wanted.lockTimeout() == null ? null : facts.lockTimeout(wanted.lockTimeout()));
        options.putLimit("statement_timeout", wanted.statementTimeout());
        return options;
    }

    static StartUpOptions ofBookkeeping(ServerFacts facts, ServerOptions wanted) {
        var options = new StartUpOptions(facts.version(), wanted.runId());
        // Hidden rows would be applied twice: rather an error.
        options.settings.put("row_security", "off");
        if (!facts.synchronousCommit().equals("remote_apply")) {
            options.settings.put("synchronous_commit", "on");
        }
        options.settings.put("default_transaction_isolation", "read committed");
        options.settings.put("statement_timeout", "0");
        options.settings.put("lock_timeout", "2s");
        return options;
    }

    /** Of a session in a database that is being restored: an event trigger would add rows to it, or keep some out. */
    static StartUpOptions ofRestore(ServerFacts facts, ServerOptions wanted) {
        var options = ofBookkeeping(facts, wanted);
        if (facts.turnsEventTriggersOff()) {
            options.settings.put("event_triggers", "off");
        }
        return options;
    }

    /** In libpq's form, after the options of the URL, which they override. */
    String after(@Nullable String urlOptions) {
        var ours = settings.entrySet().stream()
                .map(setting ->
                        "-c " + setting.getKey() + "=" + setting.getValue().replace(" ", "\\ "))
                .collect(Collectors.joining(" "));
        return urlOptions == null ? ours : urlOptions + " " + ours;
    }

    private void putLimit(String name, @Nullable Duration limit) {
        if (limit != null) {
            settings.put(name, limit.toMillis() + "ms");
        }
    }
}
