package io.dbmigration.runner.apply;

import io.dbmigration.contract.RunException;
import io.dbmigration.runner.database.Bookkeeping;
import io.dbmigration.runner.script.Answer;
import io.dbmigration.runner.script.SimpleMessage;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends messages on the script's session. While the server works, a watcher looks at that session from the bookkeeping one: it tells
 * progress and who blocks, passes a cancellation on, and closes the connection when an answer must have been lost. Only one of the two
 * works at a time. The watch goes on from message to message: to begin one for each would take as long as many a message.
 */
final class Supervisor {

    private static final Logger LOG = LoggerFactory.getLogger(Supervisor.class);

    private static final ScheduledExecutorService WATCHER = watcher();

    private final ApplyContext context;
    private @Nullable Watched watched;
    private @Nullable Future<?> watch;
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

    /**
     * @param first number of the message's first statement in the script
     * @param count statements of the script
     */
    Answer send(SimpleMessage message, int first, int count) {
        blockers = null;
        idleSince = 0;
        cancelledSince = 0;
        context.listener().statement(first, count);
        begin(new Watched(message, first, count, Thread.currentThread()));
        try {
            return message.send(context.session().connection());
        } finally {
            end();
        }
    }

    private synchronized void begin(Watched message) {
        watched = message;
        if (watch == null) {
            var look = context.patience().look().toNanos();
            watch = WATCHER.scheduleWithFixedDelay(this::watch, look, look, TimeUnit.NANOSECONDS);
        }
    }

    /** Waits for a look under way: the connections belong to one thread at a time. */
    private synchronized void end() {
        watched = null;
    }

    private synchronized void watch() {
        var message = watched;
        if (message == null) {
            endWatch();
            return;
        }
        try {
            tellProgress(message);
            if (message.sender.isInterrupted()) {
                context.cancellation().cancel(Cancellation.Cause.TERMINATED);
                giveUp("this thread was told to stop");
            } else {
                look();
            }
        } catch (RuntimeException blind) {
            LOG.warn("cannot watch the script's session", blind);
        }
    }

    /** Until the next message. */
    private void endWatch() {
        if (watch != null) {
            watch.cancel(false);
            watch = null;
        }
    }

    private void tellProgress(Watched message) {
        var reached = message.message.completions();
        if (reached != message.told) {
            message.told = reached;
            context.listener().statement(Math.min(message.first + reached, message.count + 1), message.count);
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

    private static ScheduledExecutorService watcher() {
        var executor = new ScheduledThreadPoolExecutor(
                1, task -> Thread.ofPlatform().daemon().name("watcher").unstarted(task));
        executor.setRemoveOnCancelPolicy(true);
        return executor;
    }

    /** A message under way. */
    private static final class Watched {

        private final SimpleMessage message;
        private final int first;
        private final int count;
        private final Thread sender;
        private int told;

        Watched(SimpleMessage message, int first, int count, Thread sender) {
            this.message = message;
            this.first = first;
            this.count = count;
            this.sender = sender;
        }
    }
}
