package io.dbmigration.runner.database;

import io.dbmigration.contract.Reason;
import io.dbmigration.contract.RunException;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.postgresql.core.Utils;

/** Commands about whole databases, as text. Several in one message, {@code a; b}, are one transaction. */
public final class DatabaseSql {

    private DatabaseSql() {}

    /** Quoted where needed. */
    public static String name(String name) {
        try {
            return Utils.escapeIdentifier(null, name).toString();
        } catch (SQLException nul) {
            throw new RunException(Reason.RUNNER_FAILED, "A name holds a NUL character.", nul);
        }
    }

    /** Quoted; right whatever standard_conforming_strings is. */
    public static String literal(String text) {
        var quoted = "'" + text.replace("'", "''").replace("\\", "\\\\") + "'";
        return text.contains("\\") ? " E" + quoted : quoted;
    }

    /** @param text null: none */
    public static String comment(String database, @Nullable String text) {
        return "COMMENT ON DATABASE " + name(database) + " IS " + (text == null ? "NULL" : literal(text));
    }

    public static String rename(String database, String to) {
        return "ALTER DATABASE " + name(database) + " RENAME TO " + name(to);
    }

    /** Nobody connects from now on, and a later run sees why. */
    public static String close(String database, DatabaseNote note) {
        return comment(database, note.format()) + "; ALTER DATABASE " + name(database) + " ALLOW_CONNECTIONS false";
    }

    /** As before {@link #close}. */
    public static String open(String database, DatabaseNote note) {
        return comment(database, note.comment()) + "; " + allowConnections(database);
    }

    public static String allowConnections(String database) {
        return "ALTER DATABASE " + name(database) + " ALLOW_CONNECTIONS true";
    }
}
