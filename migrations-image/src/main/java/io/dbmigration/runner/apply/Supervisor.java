package io.dbmigration.runner.apply;

import io.dbmigration.contract.RunException;
import io.dbmigration.runner.database.Bookkeeping;
import io.dbmigration.runner.script.Answer;
import io.dbmigration.runner.script.SimpleMessage;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends messages on the script's session and, while the server works, looks at that session from the bookkeeping one: tells progress
 * and who blocks, passes a cancellation on, and closes the connection when an answer must have been lost.
 */
final class Supervisor {

    private static final Logger LOG = LoggerFactory.getLogger(Supervisor.class);

    private final ApplyContext context;
    private @Nullable String blockers;
    private long idleSince;
    private long cancelledSince;

    Supervisor(ApplyContext context) {
        this.context = context;
    }

    /** Who blocked it when last looked; null: nobody was seen. */
    @Nullable
    String lastBlockers() {
        return blockers;
    }

    /** @param first number of the message's first statement in the script; @param count statements of the script */
    Answer send(String text, int first, int count) {
        blockers = null;
        idleSince = 0;
        cancelledSince = 0;
        var message = new SimpleMessage(text);
        var answer = new FutureTask<>(() -> message.send(context.session().connection()));
        // Not a virtual thread: those bring a poller that waits in native code, and for such a thread the JVM waits 0.3
        // s when it ends.
        Thread.ofPlatform().daemon().name("script").start(answer);
        context.listener().statement(first, count);
        return await(answer, message, first, count);
    }

    private Answer await(FutureTask<Answer> answer, SimpleMessage message, int first, int count) {
        var told = 0;
        while (true) {
            try {
                return answer.get(context.patience().look().toNanos(), TimeUnit.NANOSECONDS);
            } catch (TimeoutException notYet) {
                var reached = message.completions();
                if (reached != told) {
                    told = reached;
                    context.listener().statement(Math.min(first + reached, count + 1), count);
                }
                look();
            } catch (InterruptedException stop) {
                Thread.currentThread().interrupt();
                context.cancellation().cancel(Cancellation.Cause.TERMINATED);
                giveUp("this thread was told to stop");
            } catch (ExecutionException impossible) {
                throw new IllegalStateException("sending a message throws nothing", impossible);
            }
        }
    }

    private void look() {
        if (context.cancellation().isRequested()) {
            passOnCancellation();
            return;
        }
        try {
            lookAtSession(context.connections().bookkeeping());
        } catch (SQLException blind) {
            LOG.debug("cannot look at the script's session", blind);
            openEyes();
        }
    }

    /** Bounded: a network that swallows everything must not stop the watching. */
    private void lookAtSession(Bookkeeping bookkeeping) throws SQLException {
        var session = context.session();
        var connection = bookkeeping.connection();
        connection.setNetworkTimeout(
                Runnable::run, (int) context.patience().idle().toMillis());
        var state = bookkeeping.stateOf(session.pid(), session.backendStart());
        watchIdle(state.map("idle"::equals).orElse(true));
        tellBlockers(String.join("; ", bookkeeping.blockersOf(session.pid())));
        connection.setNetworkTimeout(Runnable::run, 0);
    }

    private void openEyes() {
        try {
            context.connections().reopenBookkeeping();
        } catch (RunException notNow) {
            LOG.debug("no new bookkeeping connection yet", notNow);
        }
    }

    /** The server's answer may be lost on the way; the row will tell. */
    private void watchIdle(boolean idle) {
        if (!idle) {
            idleSince = 0;
        } else if (idleSince == 0) {
            idleSince = System.nanoTime();
        } else if (isOver(idleSince, context.patience().idle())) {
            giveUp("the server has long been done, but its answer did not arrive");
        }
    }

    private void tellBlockers(String whom) {
        if (!whom.isEmpty() && !whom.equals(blockers)) {
            blockers = whom;
            context.listener().waitingFor(whom);
        }
    }

    /** Again at each look: one that arrives between two statements is lost. */
    private void passOnCancellation() {
        if (cancelledSince == 0) {
            cancelledSince = System.nanoTime();
        }
        if (isOver(cancelledSince, context.patience().end())) {
            giveUp("the cancelled statement did not end");
            return;
        }
        try {
            context.session().cancel();
        } catch (SQLException later) {
            LOG.debug("the cancel request did not arrive", later);
        }
    }

    private void giveUp(String why) {
        LOG.warn("closing the script's connection: {}", why);
        try {
            context.session().connection().abort(Runnable::run);
        } catch (SQLException alreadyClosed) {
            LOG.debug("already closed", alreadyClosed);
        }
    }

    private static boolean isOver(long since, Duration length) {
        return System.nanoTime() - since > length.toNanos();
    }
}
