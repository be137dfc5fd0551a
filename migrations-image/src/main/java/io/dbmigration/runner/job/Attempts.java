package io.dbmigration.runner.job;

import io.dbmigration.runner.database.Connections;
import io.dbmigration.runner.database.Pause;
import io.dbmigration.runner.database.ServerChangedException;
import java.time.Duration;
import java.util.function.Predicate;
import java.util.function.Supplier;

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
        var connections = opening.get();
        facts.database(connections.identity());
        connections.notices().forEach(notice -> facts.note("Connection", notice));
        return connections;
    }
}
