package io.dbmigration.runner.script;

import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.postgresql.core.NativeQuery;
import org.postgresql.core.ParameterList;
import org.postgresql.core.QueryExecutor;
import org.postgresql.core.SqlCommand;
import org.postgresql.core.v3.SqlSerializationContext;
import org.postgresql.jdbc.PgConnection;
import org.postgresql.util.PSQLException;
import org.postgresql.util.PSQLState;

/**
 * A text sent to the server as ONE message of the simple protocol, byte for byte: the driver's own statements split it or hide how far
 * it got. For one use; {@link #completions} may be read from another thread meanwhile.
 */
public final class SimpleMessage {

    /** No rows: the driver reads and forgets them, so that selecting more than the heap holds does no harm. */
    private static final int FLAGS = QueryExecutor.QUERY_SUPPRESS_BEGIN
            | QueryExecutor.QUERY_EXECUTE_AS_SIMPLE
            | QueryExecutor.QUERY_NO_RESULTS
            | QueryExecutor.QUERY_BOTH_ROWS_AND_STATUS;

    private static final String IN_UTF8 = "SET client_encoding TO 'UTF8'";

    private final String text;
    /** New for every message: one that holds an exception would hang the driver for ever. */
    private final AnswerCounter counter;

    public SimpleMessage(String text) {
        this(text, Integer.MAX_VALUE);
    }

    /** @param ownCommit number, from 1, of the statement from which on the message is not the script's any more: a COMMIT of ours */
    public SimpleMessage(String text, int ownCommit) {
        this.text = text;
        this.counter = new AnswerCounter(ownCommit);
    }

    /** How many of its statements the server has completed so far; small answers may lag in the server's buffer. */
    public int completions() {
        return counter.completions();
    }

    /**
     * Sends it and waits for the end of the server's answer. Scripts are UTF-8, whatever client_encoding an earlier message of theirs has
     * set: as in the one message in which Prisma sends them.
     */
    public Answer send(PgConnection connection) {
        try {
            if (isMisread(connection)) {
                var utf8 = new SimpleMessage(IN_UTF8).send(connection);
                if (utf8.failed()) {
                    return utf8;
                }
            }
            var executor = connection.getQueryExecutor();
            var query = executor.wrap(List.of(new WholeText(text)));
            executor.execute(query, null, counter, 0, 0, FLAGS);
            return counter.answer(null);
        } catch (SQLException error) {
            return counter.answer(error);
        } catch (OutOfMemoryError | RuntimeException confused) {
            return confused(connection, confused);
        }
    }

    /** The driver would write the text in the session's encoding, and a question mark for what that lacks. */
    private boolean isMisread(PgConnection connection) {
        return !"UTF8".equals(connection.getParameterStatus("client_encoding"))
                && text.chars().anyMatch(character -> character > 127);
    }

    /** The driver lost its place in the server's answer: the connection is of no more use. */
    private Answer confused(PgConnection connection, Throwable cause) {
        abort(connection);
        var what = cause instanceof OutOfMemoryError
                ? "the runner's memory did not suffice"
                : "the driver failed: " + cause;
        return counter.answer(new PSQLException(what, PSQLState.UNKNOWN_STATE, cause));
    }

    private static void abort(PgConnection connection) {
        try {
            connection.abort(Runnable::run);
        } catch (SQLException alreadyClosed) {
            // Nothing is left to close.
        }
    }

    /**
     * A text that the driver sends and does not look into: behind each SET and RESET it would search the first thousand characters for a
     * search_path, to forget the prepared statements that this session never has.
     */
    private static final class WholeText extends NativeQuery {

        private final String text;

        WholeText(String text) {
            super("search_path", SqlCommand.BLANK);
            this.text = text;
        }

        @Override
        public String toString(@Nullable ParameterList parameters, SqlSerializationContext context) {
            return text;
        }
    }

    /** Hears each statement's completion, and keeps little of what is said. */
    private static final class AnswerCounter extends org.postgresql.core.ResultHandlerBase {

        private final NoticeTail notices = new NoticeTail();
        private final int ownCommit;
        private volatile int completions;
        private int completionsAtError = -1;
        private boolean committed;

        AnswerCounter(int ownCommit) {
            this.ownCommit = ownCommit;
        }

        int completions() {
            return completions;
        }

        @Override
        @SuppressWarnings("NonAtomicOperationOnVolatileField") // one thread writes
        public void handleCommandStatus(String status, long updateCount, long insertOid) {
            committed |= status.equals("COMMIT") && completions + 1 < ownCommit;
            completions++;
        }

        @Override
        public void handleWarning(java.sql.SQLWarning warning) {
            notices.add(warning);
        }

        @Override
        public void handleError(SQLException error) {
            if (completionsAtError < 0) {
                completionsAtError = completions;
            }
            super.handleError(error);
        }

        Answer answer(@Nullable SQLException error) {
            var reached = completionsAtError < 0 ? completions : completionsAtError;
            return new Answer(reached, committed, error, notices.lines(), notices.localDurabilityOnly());
        }
    }
}
