package io.dbmigration.runner.script;

/**
 * Why a script is never sent.
 *
 * @param statement the statement that is the cause
 * @param why one sentence for people, with the way out
 */
public record Refusal(Statement statement, String why) {

    static Refusal of(Statement statement) {
        return new Refusal(
                statement,
                switch (statement.kind()) {
                    case PREPARE_TRANSACTION ->
                        "PREPARE TRANSACTION would be recorded as applied while the prepared transaction keeps its locks; use COMMIT.";
                    case CLIENT_COPY ->
                        "COPY from or to the client has no client here; write the rows as INSERT … VALUES.";
                    case PSQL_COMMAND ->
                        "A backslash outside quotes is a command for psql, not SQL; write the script in plain SQL.";
                    default -> throw new IllegalArgumentException("not a refused kind: " + statement.kind());
                });
    }
}
