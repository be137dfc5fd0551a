package io.dbmigration.runner.script;

import java.sql.SQLWarning;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.postgresql.util.PSQLWarning;

/** The last things the server said beside its answers. */
final class NoticeTail {

    private static final int LINES = 20;
    private static final int LENGTH = 300;
    /** The server's function that says so; its sentence may be in any language. */
    private static final String WAITS_FOR_STANDBY = "SyncRepWaitForLSN";

    private final Deque<String> lines = new ArrayDeque<>();
    private boolean localDurabilityOnly;

    void add(SQLWarning warning) {
        var severity = "";
        if (warning instanceof PSQLWarning fromServer && fromServer.getServerErrorMessage() != null) {
            var message = fromServer.getServerErrorMessage();
            localDurabilityOnly |= WAITS_FOR_STANDBY.equals(message.getRoutine());
            severity = message.getSeverity() + ": ";
        }
        var line = severity + warning.getMessage();
        lines.addLast(line.length() > LENGTH ? line.substring(0, LENGTH) + "…" : line);
        if (lines.size() > LINES) {
            lines.removeFirst();
        }
    }

    List<String> lines() {
        return List.copyOf(lines);
    }

    boolean localDurabilityOnly() {
        return localDurabilityOnly;
    }
}
