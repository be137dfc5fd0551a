package io.dbmigration.runner.apply;

import io.dbmigration.contract.RunException;
import io.dbmigration.runner.database.Bookkeeping;
import io.dbmigration.runner.database.Query;
import java.sql.SQLException;
import java.util.List;

/** Questions about the database, on the bookkeeping connection; on a new one when the present one is lost. */
record BookkeepingQuery(ApplyContext context) {

    /** The first column of all rows. */
    List<String> all(String sql) throws SQLException {
        try {
            return all(context.connections().bookkeeping(), sql);
        } catch (SQLException lost) {
            return anew(sql, lost);
        }
    }

    /** Prepared: the server keeps its plan. */
    private static List<String> all(Bookkeeping bookkeeping, String sql) throws SQLException {
        return new Query(bookkeeping.connection()).all(sql);
    }

    private List<String> anew(String sql, SQLException lost) throws SQLException {
        try {
            return all(context.connections().reopenBookkeeping(), sql);
        } catch (RunException unreachable) {
            lost.addSuppressed(unreachable);
            throw lost;
        }
    }
}
