package io.dbmigration.runner.database;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.postgresql.jdbc.PgConnection;

/** Reads {@link SessionStyle} through libpq, which sends neither setting; without a psql from the catalog. */
final class SessionStyleReader {

    private static final String ASK =
            "SELECT pg_catalog.current_setting('TimeZone') || '|' ||" + " pg_catalog.current_setting('DateStyle')";

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

    private static final Set<String> ORDERS = Set.of("MDY", "DMY", "YMD");
    private static final long PATIENCE_SECONDS = 30;

    private final List<String> notices = new ArrayList<>();

    SessionStyle read(PgConnection connection, @Nullable Path psql, Map<String, String> libpq) throws SQLException {
        var answer = psql == null ? Optional.<String>empty() : ask(psql, libpq);
        if (answer.isPresent()) {
            var parts = answer.get().split("\\|", 2);
            return style(parts[0], parts[1]);
        }
        var query = new Query(connection);
        var timeZone = query.all(CATALOG, "timezone");
        var dateStyle = query.all(CATALOG, "datestyle");
        if (timeZone.isEmpty() || dateStyle.isEmpty()) {
            notices.add(
                    "The server's own TimeZone or DateStyle is not known without a psql program; scripts run with UTC and"
                            + " month before day where neither role nor database sets them.");
        }
        return style(
                timeZone.isEmpty() ? "UTC" : timeZone.getFirst(),
                dateStyle.isEmpty() ? "ISO, MDY" : dateStyle.getFirst());
    }

    private SessionStyle style(String timeZone, String dateStyle) {
        var words = dateStyle.toUpperCase(Locale.ROOT).split("[,\\s]+", -1);
        var order = List.of(words).stream().filter(ORDERS::contains).findFirst().orElse("MDY");
        if (!List.of(words).contains("ISO")) {
            notices.add("The role's DateStyle is '" + dateStyle + "'; scripts run with 'ISO, " + order
                    + "', so dates that a script turns into text look different.");
        }
        return new SessionStyle(timeZone, order, notices);
    }

    private Optional<String> ask(Path psql, Map<String, String> libpq) {
        try {
            var command = new ProcessBuilder(psql.toString(), "-XAtqc", ASK).redirectErrorStream(true);
            command.environment().keySet().removeIf(name -> name.startsWith("PG"));
            command.environment().putAll(libpq);
            var process = command.start();
            process.getOutputStream().close();
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                return failed("no answer in " + PATIENCE_SECONDS + " s");
            }
            var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            return process.exitValue() == 0 && said.contains("|") ? Optional.of(said) : failed(said);
        } catch (IOException notStarted) {
            return failed(notStarted.getMessage());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return failed("interrupted");
        }
    }

    private Optional<String> failed(@Nullable String why) {
        notices.add("psql could not tell the role's TimeZone and DateStyle: " + why);
        return Optional.empty();
    }
}
