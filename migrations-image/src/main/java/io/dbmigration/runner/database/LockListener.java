package io.dbmigration.runner.database;

/** Hears for whom the run waits. */
@FunctionalInterface
public interface LockListener {

    /** @param holder the session that holds the lock, for people; called again only when it changes */
    void waitingFor(String holder);
}
