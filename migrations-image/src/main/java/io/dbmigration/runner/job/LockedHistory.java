package io.dbmigration.runner.job;

import io.dbmigration.runner.bundle.Bundle;
import io.dbmigration.runner.database.Connections;
import io.dbmigration.runner.database.Server;
import io.dbmigration.runner.database.ServerOptions;
import io.dbmigration.runner.database.ServerOptions.Missing;
import io.dbmigration.runner.history.HistoryTable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The history of the database of one correction, under the advisory lock. */
record LockedHistory(RunTools tools, RunFacts facts, ResolveOrder order) {

    void work(Missing missing, Consumer<HistoryTable> work) {
        work(missing, null, work);
    }

    /** @param bundle for the report of how things stand afterwards; null: no such report */
    void work(Missing missing, @Nullable Bundle bundle, Consumer<HistoryTable> work) {
        try (var connections = connect(missing)) {
            facts.database(connections.identity());
            order.database().notices().forEach(notice -> facts.note("Connection", notice));
            var lock = new RunLock(tools, order.advisoryLock());
            lock.take(connections);
            try {
                work.accept(new HistoryTable(connections, lock.patience(), lock::waitingFor));
            } finally {
                if (bundle != null) {
                    new FinalLook(connections, bundle, null).tell(facts, tools.report());
                }
            }
        }
    }

    /** No script runs, so how the role's sessions write dates does not matter, and psql is not asked. */
    private Connections connect(Missing missing) {
        return Server.open(
                order.database(), new ServerOptions(order.run(), tools.workFolder(), null, null, null, missing));
    }
}
