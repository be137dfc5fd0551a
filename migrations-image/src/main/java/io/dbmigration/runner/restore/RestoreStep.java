package io.dbmigration.runner.restore;

/** What a restore has done, in this order; a run that is killed was killed between two of them. */
public enum RestoreStep {
    /** The dump was read from the first to the last byte and is what was written. */
    VERIFIED,
    /** Swap: the present state is in a backup of its own. */
    BACKED_UP,
    /** The new database exists, under a name of the request. */
    CREATED,
    /** It says what it is. */
    MARKED,
    /** All of the dump is in it. */
    FILLED,
    COUNTED,
    /** Swap: its history holds back what is no longer applied. */
    HELD,
    /** It has the settings of the present one. */
    LIKE_THE_PRESENT,
    /** Swap: the present database takes no connections. */
    CLOSED,
    /** Swap: nobody is connected to it. */
    EMPTIED,
    /** It has its name. */
    NAMED
}
