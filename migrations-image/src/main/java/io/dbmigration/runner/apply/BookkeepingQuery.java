package io.dbmigration.runner.apply;

import io.dbmigration.contract.RunException;
import java.sql.SQLException;
import java.util.List;

/** Questions about the database, on the bookkeeping connection; on a new one when the present one is lost. */
record BookkeepingQuery(ApplyContext context) {

    /** The first column of all rows. */
    List<String> all(String sql) throws SQLException {
        try {
            return Sql.all(context.connections().bookkeeping().connection(), sql);
        } catch (SQLException lost) {
            return anew(sql, lost);
        }
    }

    private List<String> anew(String sql, SQLException lost) throws SQLException {
        try {
            return Sql.all(context.connections().reopenBookkeeping().connection(), sql);
        } catch (RunException unreachable) {
            lost.addSuppressed(unreachable);
            throw lost;
        }
    }
}
