package io.dbmigration.runner.restore;

import io.dbmigration.contract.Reason;
import io.dbmigration.contract.RunException;
import io.dbmigration.runner.backup.Bytes;
import io.dbmigration.runner.database.Query;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** What a restore would do, in sentences for people, by its own checks; nothing is changed. */
public record RestoreForecast(Restoring restoring) {

    /** @throws RunException what the restore would be refused with */
    public List<String> ofNewDatabase(String name) {
        var query = new Query(restoring.connections().bookkeeping().connection());
        try {
            if (NotedDatabases.read(query).has(name)) {
                throw new RunException(Reason.TARGET_EXISTS, "There is a database %s already.".formatted(name));
            }
            var sentences = ofTheBackup(query);
            sentences.add(
                    "It would be restored as the new database %s; the present one is not touched.".formatted(name));
            return sentences;
        } catch (SQLException error) {
            throw restoring.errors().explain("The restore could not be foreseen", error);
        }
    }

    /** @throws RunException what the swap would be refused with, but for its confirmation */
    public List<String> ofSwap(SwapOrder order) {
        var facts = restoring.connections().facts();
        try (var maintenance = restoring.connections().openMaintenance()) {
            var query = new Query(maintenance);
            var inside = new Query(restoring.connections().bookkeeping().connection());
            new SwapPreflight(query, inside, facts, order.accept()).pass();
            var sentences = ofTheBackup(query);
            sentences.add("It would take the place of the database %s, which would be kept as %s."
                    .formatted(facts.database(), restoring.origin().keptName(facts.database())));
            sentences.add("To do so: --swap --confirm %s%s@%d --yes"
                    .formatted(order.confirmPrefix(), facts.database(), facts.databaseOid()));
            return sentences;
        } catch (SQLException error) {
            throw restoring.errors().explain("The restore could not be foreseen", error);
        }
    }

    private List<String> ofTheBackup(Query query) throws SQLException {
        var backup = restoring.receipt();
        restoring.verify(backup);
        var receipt = backup.manifest().receipt();
        var sentences = new ArrayList<String>();
        sentences.add("The backup %s is whole: %s, taken at %s from PostgreSQL %s."
                .formatted(
                        backup.dump().path(),
                        Bytes.text(receipt.size()),
                        receipt.startedAt(),
                        receipt.serverVersion()));
        var written = restoring.writtenSince(query, backup);
        if (written != null) {
            sentences.add("The server has written %s since.".formatted(Bytes.text(written)));
        }
        return sentences;
    }
}
