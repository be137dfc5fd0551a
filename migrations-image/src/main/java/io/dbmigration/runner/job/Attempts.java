package io.dbmigration.runner.job;

import io.dbmigration.contract.Reason;
import io.dbmigration.contract.RunException;
import io.dbmigration.runner.database.Connections;
import io.dbmigration.runner.database.Pause;
import io.dbmigration.runner.database.ServerChangedException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Attempts at a change, each on connections of its own, until no plan is overtaken by what others do meanwhile. */
final class Attempts {

    /** An address that leads elsewhere each time is no place to migrate. */
    private static final int MOST = 10;

    private static final Duration BETWEEN_SERVERS = Duration.ofSeconds(1);

    private final RunTools tools;
    private final RunFacts facts;
    private final Supplier<Connections> opening;

    Attempts(RunTools tools, RunFacts facts, Supplier<Connections> opening) {
        this.tools = tools;
        this.facts = facts;
        this.opening = opening;
    }

    /** @param attempt false: things are not as planned any more; look again */
    void untilDone(Predicate<Connections> attempt) {
        for (var number = 1; ; number++) {
            tools.stop().check();
            try (var connections = connect()) {
                if (attempt.test(connections)) {
                    return;
                }
            } catch (ServerChangedException elsewhere) {
                if (number >= MOST) {
                    throw elsewhere;
                }
                tools.stop().duringWait(() -> {
                    Pause.of(BETWEEN_SERVERS);
                    return true;
                });
            }
        }
    }

    private Connections connect() {
        var connections = open();
        facts.database(connections.identity());
        connections.notices().forEach(notice -> facts.note("Connection", notice));
        return connections;
    }

    /** On a thread of its own: a server that is silent keeps the driver until its timeouts, whoever wants the run to stop. */
    private Connections open() {
        var connecting = CompletableFuture.supplyAsync(opening, Attempts::startDaemon);
        return tools.stop().duringWait(() -> {
            try {
                return connecting.get();
            } catch (InterruptedException stopped) {
                connecting.thenAccept(Connections::close);
                throw new RunException(Reason.INTERRUPTED, "The run was told to stop while it connected.", stopped);
            } catch (ExecutionException failed) {
                throw sameAs(failed.getCause());
            }
        });
    }

    private static void startDaemon(Runnable work) {
        Thread.ofPlatform().daemon().name("connect").start(work);
    }

    private static RuntimeException sameAs(@Nullable Throwable cause) {
        return switch (cause) {
            case RuntimeException known -> known;
            case Error error -> throw error;
            case null, default -> new IllegalStateException(cause);
        };
    }
}
