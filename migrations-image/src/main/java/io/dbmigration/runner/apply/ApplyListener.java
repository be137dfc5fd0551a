package io.dbmigration.runner.apply;

/** Hears where a script is; from the thread that applies. */
public interface ApplyListener {

    /** @param index of the statement under way, from 1; {@code count + 1}: its record is written */
    void statement(int index, int count);

    /** @param whom the sessions that hold what the script waits for, for people; called again only when it changes */
    void waitingFor(String whom);

    /** The whole script is sent again. @param number of the try, from 2 */
    void tryAgain(int number, String because);
}
