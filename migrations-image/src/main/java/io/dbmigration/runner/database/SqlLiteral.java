package io.dbmigration.runner.database;

import java.sql.SQLException;
import org.postgresql.core.Utils;

/** Texts as string constants, for commands that cannot have parameters. */
public final class SqlLiteral {

    private SqlLiteral() {}

    /** @param standardStrings standard_conforming_strings of the session when the command arrives */
    public static String of(String text, boolean standardStrings) {
        try {
            return "'" + Utils.escapeLiteral(null, text, standardStrings) + "'";
        } catch (SQLException nul) {
            throw new IllegalArgumentException("a row's text holds no NUL character", nul);
        }
    }
}
