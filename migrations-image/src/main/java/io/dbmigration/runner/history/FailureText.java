package io.dbmigration.runner.history;

import org.jspecify.annotations.Nullable;
import org.postgresql.util.ServerErrorMessage;

/** The text that Prisma leaves in {@code logs} of a failed migration, first part. */
public final class FailureText {

    private FailureText() {}

    /** @param script null: no lines of it are shown */
    public static String of(String migration, ServerErrorMessage error, @Nullable String script) {
        throw new UnsupportedOperationException(migration + error + script);
    }

    /** For failures that the server did not report. */
    public static String of(String migration, String message) {
        throw new UnsupportedOperationException(migration + message);
    }
}
