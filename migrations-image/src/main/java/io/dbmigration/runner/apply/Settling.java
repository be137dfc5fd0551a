package io.dbmigration.runner.apply;

import java.sql.SQLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings the script's session to rest before a row is read: an open transaction would hold it, and a session that still works may yet commit. */
record Settling(ApplyContext context, RowTruth truth) {

    private static final Logger LOG = LoggerFactory.getLogger(Settling.class);

    /** What the ending turns out to be. */
    Ending settle(Ending ending) {
        try {
            var session = context.session();
            if (!ending.lostConnection() && !session.connection().isClosed()) {
                session.makeIdle();
                return ending;
            }
        } catch (SQLException lost) {
            LOG.debug("the script's session is lost", lost);
        }
        truth.awaitEndOfSession();
        return ending == Ending.REFUSED || ending == Ending.LEFT_OPEN ? Ending.CUT : ending;
    }
}
