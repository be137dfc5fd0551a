package io.dbmigration.runner.job;

import io.dbmigration.contract.Reason;
import io.dbmigration.contract.RunKind;
import io.dbmigration.contract.RunResult;
import io.dbmigration.contract.RunResult.Receipt;
import io.dbmigration.runner.backup.Bytes;
import io.dbmigration.runner.database.Connections;
import io.dbmigration.runner.database.Server;
import io.dbmigration.runner.database.ServerOptions;
import io.dbmigration.runner.database.ServerOptions.Missing;
import java.util.function.Supplier;

/** Takes one backup that a person asked for: connect, take the lock, so that no migration is half way, dump, verify. */
public final class Backup {

    private final RunTools tools;
    private final RunFacts facts;

    /** @param run its id */
    public Backup(String run, RunTools tools) {
        this.tools = tools;
        this.facts = new RunFacts(RunKind.Backup, run, tools.clock());
    }

    /** The result, also of a failure. @param order is asked for here, so that what is wrong with it is a result, too */
    public RunResult run(Supplier<WantedBackup> order) {
        return new RunGuard(facts, tools.stop()).result(() -> carryOut(order.get()));
    }

    private RunResult carryOut(WantedBackup order) {
        try (var connections = connect(order)) {
            facts.database(connections.identity());
            order.database().notices().forEach(notice -> facts.note("Connection", notice));
            new RunLock(tools, order.advisoryLock()).take(connections);
            var receipt = new BackupRun(order.backup(), tools).take(connections, facts);
            facts.backup(receipt);
            new RetentionStep(order.backup(), tools, facts).carryOut(connections.identity());
            return facts.succeeded(Reason.BACKED_UP, message(order, receipt));
        }
    }

    private static String message(WantedBackup order, Receipt receipt) {
        return "The backup is in %s: %s, verified: %s."
                .formatted(
                        order.backup().storage().location(receipt.path()),
                        Bytes.text(receipt.size()),
                        receipt.verified());
    }

    /** No script runs, so how the role's sessions write dates does not matter, and psql is not asked. */
    private Connections connect(WantedBackup order) {
        return Server.open(
                order.database(), new ServerOptions(order.run(), tools.workFolder(), null, null, null, Missing.REFUSE));
    }
}
