package io.dbmigration.runner.database;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.postgresql.jdbc.PgConnection;

/** Reads {@link SessionStyle} through libpq, which sends neither setting; without a psql from the catalog. */
final class SessionStyleReader {

    private static final String ASK = "SELECT pg_catalog.concat_ws('|', pg_catalog.current_setting('TimeZone'),"
            + " pg_catalog.current_setting('DateStyle'), pg_catalog.current_setting('extra_float_digits'))";

    /** The most special first: role in this database, role, database. */
    private static final String CATALOG = """
            SELECT pg_catalog.substr(c, pg_catalog.strpos(c, '=') + 1)
              FROM pg_catalog.pg_db_role_setting s, pg_catalog.unnest(s.setconfig) AS c
             WHERE pg_catalog.lower(pg_catalog.split_part(c, '=', 1)) = ?
               AND s.setrole IN (0, (SELECT oid FROM pg_catalog.pg_roles WHERE rolname = SESSION_USER))
               AND s.setdatabase IN (0, (SELECT oid FROM pg_catalog.pg_database
                                          WHERE datname = pg_catalog.current_database()))
             ORDER BY s.setrole = 0, s.setdatabase = 0
             LIMIT 1""";

    /** PostgreSQL's own. */
    private static final String SERVERS_FLOAT_DIGITS = "1";

    private static final Set<String> ORDERS = Set.of("MDY", "DMY", "YMD");

    private final List<String> notices = new ArrayList<>();
    private @Nullable PsqlQuestion question;

    private SessionStyleReader() {}

    /** Starts to ask; the answer is wanted later. */
    static SessionStyleReader start(@Nullable Path psql, Map<String, String> libpq) {
        var reader = new SessionStyleReader();
        try {
            reader.question = psql == null ? null : PsqlQuestion.ask(psql, libpq, ASK);
        } catch (IOException notStarted) {
            reader.noAnswer(notStarted);
        }
        return reader;
    }

    SessionStyle read(PgConnection connection) throws SQLException {
        try {
            if (question != null) {
                var answer = question.answer().split("\\|", 3);
                return style(answer[0], answer[1], answer[2]);
            }
        } catch (IOException failed) {
            noAnswer(failed);
        }
        return fromCatalog(new Query(connection));
    }

    private SessionStyle fromCatalog(Query query) throws SQLException {
        var timeZone = query.all(CATALOG, "timezone");
        var dateStyle = query.all(CATALOG, "datestyle");
        if (timeZone.isEmpty() || dateStyle.isEmpty()) {
            notices.add(
                    "The server's own TimeZone or DateStyle is not known without a psql program; scripts run with UTC and"
                            + " month before day where neither role nor database sets them.");
        }
        return style(
                timeZone.isEmpty() ? "UTC" : timeZone.getFirst(),
                dateStyle.isEmpty() ? "ISO, MDY" : dateStyle.getFirst(),
                query.all(CATALOG, "extra_float_digits").stream().findFirst().orElse(SERVERS_FLOAT_DIGITS));
    }

    private SessionStyle style(String timeZone, String dateStyle, String floatDigits) {
        var words = List.of(dateStyle.toUpperCase(Locale.ROOT).split("[,\\s]+", -1));
        var order = words.stream().filter(ORDERS::contains).findFirst().orElse("MDY");
        if (!words.contains("ISO")) {
            notices.add("The role's DateStyle is '" + dateStyle + "'; scripts run with 'ISO, " + order
                    + "', so dates that a script turns into text look different.");
        }
        return new SessionStyle(timeZone, order, floatDigits, notices);
    }

    private void noAnswer(IOException why) {
        notices.add("psql could not tell the role's TimeZone and DateStyle: " + why.getMessage());
    }
}
