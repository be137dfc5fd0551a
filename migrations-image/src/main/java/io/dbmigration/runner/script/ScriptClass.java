package io.dbmigration.runner.script;

/** How a script has to be sent. */
public enum ScriptClass {
    /** One message with the record appended: all or nothing. */
    ATOMIC,
    /** One message with the record appended; the script's own COMMIT may keep a part of it. */
    OWN_TRANSACTION_CONTROL,
    /** One message for each statement. */
    NOT_IN_TRANSACTION,
    /** Never sent. */
    REFUSED
}
