package io.dbmigration.runner.script;

/** What matters about one statement for the way its script is sent. */
public enum StatementKind {
    ORDINARY,
    /** BEGIN, START, COMMIT, END, ROLLBACK, ABORT, SAVEPOINT, RELEASE. */
    TRANSACTION_CONTROL,
    /** The server refuses it inside a transaction block. */
    OUTSIDE_TRANSACTION,
    /** As before, and it waits for older transactions: a lock timeout would leave an invalid index behind. */
    CONCURRENTLY,
    /** The server refuses it inside a transaction block for some objects only, a partitioned table for example. */
    PERHAPS_OUTSIDE_TRANSACTION,
    /** May commit inside, if nothing else is in its message. */
    DO_OR_CALL,
    /** ALTER TYPE … ADD VALUE: later statements may not use the value before a commit. */
    ADDS_ENUM_VALUE,
    PREPARE_TRANSACTION,
    /** COPY from or to the client. */
    CLIENT_COPY,
    PSQL_COMMAND;

    /** Whether the server may answer 25001 to it. */
    public boolean mayRefuseTransaction() {
        return this == OUTSIDE_TRANSACTION || this == CONCURRENTLY || this == PERHAPS_OUTSIDE_TRANSACTION;
    }

    /** Whether it can only be sent alone, outside a transaction block. */
    public boolean needsOwnMessage() {
        return this == OUTSIDE_TRANSACTION || this == CONCURRENTLY;
    }
}
