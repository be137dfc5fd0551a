package io.dbmigration.runner.apply;

import io.dbmigration.runner.database.ScriptSession;
import io.dbmigration.runner.database.ServerFacts;
import io.dbmigration.runner.database.SqlLiteral;
import io.dbmigration.runner.script.SimpleMessage;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The text behind a script in the same message: script and record commit together. It undoes the script when it hits no row (a fence,
 * a rule, row security) or when another row of that name stands beside ours.
 * Behind a script that is one transaction, the message commits and renews the session, which saves one way to the server and back; its
 * BEGIN keeps the server from warning of a COMMIT without one.
 *
 * @param sql begins with a line break and a semicolon, which end whatever the script left open
 * @param commit number of its COMMIT among its statements, from 1; 0: it ends with the record
 */
record RecordText(String sql, int commit) {

    private static final String ROLLBACK = """
            WITH recorded AS (
              UPDATE ${table} AS r SET rolled_back_at=pg_catalog.clock_timestamp(), logs=${logs}
               WHERE r.id OPERATOR(pg_catalog.=) ANY (ARRAY[${ids}]::pg_catalog.text[]) AND r.rolled_back_at IS NULL
                 AND NOT EXISTS (SELECT FROM ${table} AS o
                                  WHERE o.migration_name OPERATOR(pg_catalog.=) r.migration_name
                                    AND o.rolled_back_at IS NULL
                                    AND o.id OPERATOR(pg_catalog.<>) ALL (ARRAY[${ids}]::pg_catalog.text[]))
              RETURNING 1)
            SELECT 1 OPERATOR(pg_catalog./)
                   (CASE WHEN pg_catalog.count(*) OPERATOR(pg_catalog.=) ${count} THEN 1 ELSE 0 END), ${settings} FROM recorded;
            """;

    /** The first statements of the text. */
    private static final String BECOME_OURSELVES = "\n;RESET SESSION AUTHORIZATION; RESET ROLE;\n";

    /** Ends the message's own transaction; a COMMIT alone would be warned of. */
    private static final String EMPTY_TRANSACTION = "BEGIN; COMMIT; ";

    private static final int BEFORE_RECORD = 2;

    /**
     * Of a script that is applied.
     *
     * @param table qualified and quoted
     * @param next a command that comes last, in the renewed session; fails unless {@link ScriptSession#renewed}
     */
    static RecordText of(
            String table, Attempt attempt, ServerFacts facts, ScriptSession session, @Nullable String next) {
        var durability = attempt.waitsForDisk() ? waiting(facts) : synchronousCommit("off");
        var record =
                record(table, attempt.row().id(), durability + session.style().setDateStyle());
        if (!attempt.isOneTransaction()) {
            return ending(record, "SELECT 1", 0);
        }
        return committing(record, next == null ? session.resetKeepingLock() : session.reset() + next);
    }

    /**
     * Made for each script: filling in a template takes several times as long. The rows of that name are counted, its own among them,
     * because the server plans a count in half the time of a NOT EXISTS.
     */
    private static String record(String table, String id, String settings) {
        return "WITH recorded AS (\n  UPDATE " + table + """
                 AS r
                     SET finished_at=pg_catalog.clock_timestamp(),
                         applied_steps_count=r.applied_steps_count OPERATOR(pg_catalog.+) 1, logs=NULL
                   WHERE r.id OPERATOR(pg_catalog.=) '""" + id + """
                ' AND r.finished_at IS NULL AND r.rolled_back_at IS NULL
                     AND (SELECT pg_catalog.count(*) FROM\s""" + table + """
                 AS o
                           WHERE o.migration_name OPERATOR(pg_catalog.=) r.migration_name AND o.rolled_back_at IS NULL)
                         OPERATOR(pg_catalog.=) 1
                  RETURNING 1)
                SELECT 1 OPERATOR(pg_catalog./) pg_catalog.count(*),\s""" + settings + " FROM recorded;\n";
    }

    /** All rows of the migration become rolled back, and there are no others of its name. */
    static RecordText ofRollback(String table, Reversal reversal, ServerFacts facts, ScriptSession session) {
        var standardStrings = session.connection().getStandardConformingStrings();
        var ids = reversal.rows().stream()
                .map(row -> SqlLiteral.of(row.id(), standardStrings))
                .collect(Collectors.joining(","));
        var record = ROLLBACK.replace("${table}", table)
                .replace("${settings}", waiting(facts) + session.style().setDateStyle())
                .replace("${ids}", ids)
                .replace("${count}", Integer.toString(reversal.rows().size()))
                .replace("${logs}", SqlLiteral.of(reversal.logs(), standardStrings));
        return committing(record, session.resetKeepingLock());
    }

    /** Not behind a script with own transactions: it may have left one open, which a COMMIT of ours would finish. */
    private static RecordText committing(String record, String renewal) {
        return ending(record, EMPTY_TRANSACTION + renewal, BEFORE_RECORD + 3);
    }

    private static RecordText ending(String record, String end, int commit) {
        return new RecordText(BECOME_OURSELVES + record + end, commit);
    }

    /** A script's own {@code off} would lose an acknowledged commit; remote_apply promises more than {@code on}. */
    private static String waiting(ServerFacts facts) {
        return facts.synchronousCommit().equals("remote_apply") ? "" : synchronousCommit("on");
    }

    /** For this one transaction, read when it commits. */
    private static String synchronousCommit(String value) {
        return "pg_catalog.set_config('synchronous_commit', '" + value + "', true), ";
    }

    /** Whether the session is as a new one behind it, and still holds the lock. */
    boolean renewsSession() {
        return commit > 0;
    }

    SimpleMessage behind(Sending sending) {
        var text = sending.script().text() + sql;
        return renewsSession() ? new SimpleMessage(text, sending.statements() + commit) : new SimpleMessage(text);
    }

    /** How far a message got that has it at its end. */
    enum Stage {
        SCRIPT,
        RECORD,
        COMMIT
    }

    /** @param completed statements of the whole message; @param scriptStatements of the script alone */
    Stage stageAfter(int completed, int scriptStatements) {
        if (completed < scriptStatements) {
            return Stage.SCRIPT;
        }
        return completed <= scriptStatements + BEFORE_RECORD ? Stage.RECORD : Stage.COMMIT;
    }
}
