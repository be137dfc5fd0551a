package io.dbmigration.runner.apply;

import io.dbmigration.contract.RunResult.Notice;
import io.dbmigration.runner.database.Query;
import io.dbmigration.runner.script.Answer;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs … CONCURRENTLY without a lock timeout, which would leave an invalid index on every busy database, and drops the invalid
 * index that a failed one leaves.
 */
final class ConcurrentIndexes {

    private static final Logger LOG = LoggerFactory.getLogger(ConcurrentIndexes.class);

    private static final String ALL = "SELECT indexrelid || CASE WHEN indisvalid THEN '' ELSE '" + Before.INVALID
            + "' END FROM pg_catalog.pg_index";

    /** Not one that another session is just building: that session holds a lock on the table. */
    private static final String INVALID = """
            SELECT i.indexrelid || ' ' || pg_catalog.format('%%I.%%I', n.nspname, c.relname)
              FROM pg_catalog.pg_index i
              JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid AND c.relkind = 'i'
              JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
             WHERE NOT i.indisvalid
               AND NOT EXISTS (SELECT FROM pg_catalog.pg_locks l
                                WHERE l.locktype = 'relation' AND l.relation = i.indrelid AND l.granted
                                  AND l.mode = 'ShareUpdateExclusiveLock' AND l.pid <> %d)""";

    private final ApplyContext context;
    private boolean leftNothing = true;
    private String remark = "";

    ConcurrentIndexes(ApplyContext context) {
        this.context = context;
    }

    /** Whether nothing is left of the last one that failed. */
    boolean leftNothing() {
        return leftNothing;
    }

    /** What a person should know about it; may be empty. */
    String remark() {
        return remark;
    }

    Answer guard(Supplier<Answer> sending, List<Notice> notices) throws SQLException {
        var before = Before.of(new BookkeepingQuery(context).all(ALL));
        var usual = new LockTimeout(context).switchOff();
        var answer = sending.get();
        if (answer.failed()) {
            cleanUp(before);
        } else {
            afterSuccess(usual, before, notices);
        }
        return answer;
    }

    /** Nothing here changes that the statement is done. */
    private void afterSuccess(String usualTimeout, Before before, List<Notice> notices) {
        try {
            if (!usualTimeout.equals(LockTimeout.NONE)) {
                new LockTimeout(context).set(usualTimeout);
            }
            if (before.someInvalid()) {
                tellOldInvalid(before, notices);
            }
        } catch (SQLException lost) {
            LOG.debug("the session was lost behind a statement that is done", lost);
        }
    }

    private void cleanUp(Before before) {
        leftNothing = false;
        try {
            for (var index : invalid()) {
                if (!before.indexes().contains(oidOf(index))) {
                    drop(nameOf(index));
                }
            }
            leftNothing = true;
        } catch (SQLException stays) {
            remark = " An invalid index may be left behind; look for it before the migration is resolved.";
        }
    }

    /** Bounded: what the statement waited for may still be there. */
    private void drop(String name) throws SQLException {
        var session = context.session();
        session.makeIdle();
        new LockTimeout(context).setForOneTry();
        new Query(session.connection()).run("DROP INDEX CONCURRENTLY IF EXISTS " + name);
        remark = " The invalid index " + name + " that it left is dropped.";
    }

    /** IF NOT EXISTS is satisfied by an index that an earlier attempt left invalid. */
    private void tellOldInvalid(Before before, List<Notice> notices) throws SQLException {
        for (var index : invalid()) {
            if (before.indexes().contains(oidOf(index))) {
                notices.add(new Notice(
                        "InvalidIndex",
                        "The index " + nameOf(index) + " is invalid; it was so before. Drop it and create it again."));
            }
        }
    }

    private List<String> invalid() throws SQLException {
        return new BookkeepingQuery(context)
                .all(INVALID.formatted(context.session().pid()));
    }

    /**
     * What there was before the statement.
     *
     * @param indexes the oids of all
     */
    private record Before(Set<String> indexes, boolean someInvalid) {

        static final String INVALID = " invalid";

        static Before of(List<String> rows) {
            var indexes = new HashSet<String>();
            rows.forEach(row -> indexes.add(row.replace(INVALID, "")));
            return new Before(indexes, rows.stream().anyMatch(row -> row.endsWith(INVALID)));
        }
    }

    private static String oidOf(String index) {
        return index.substring(0, index.indexOf(' '));
    }

    private static String nameOf(String index) {
        return index.substring(index.indexOf(' ') + 1);
    }
}
