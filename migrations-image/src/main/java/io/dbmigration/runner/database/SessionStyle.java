package io.dbmigration.runner.database;

import java.util.List;

/**
 * What the role's sessions have before any driver sets it; pgjdbc overrides both at start-up.
 *
 * @param timeZone for example {@code Europe/Zurich}
 * @param dateOrder {@code MDY}, {@code DMY} or {@code YMD}
 */
public record SessionStyle(String timeZone, String dateOrder, List<String> notices) {

    public SessionStyle {
        notices = List.copyOf(notices);
    }

    /** {@code SET DateStyle='ISO, DMY'}, without semicolon. */
    public String setDateStyle() {
        return "SET DateStyle='ISO, " + dateOrder + "'";
    }

    /** Both SET commands, with semicolons. */
    public String setAll() {
        return setDateStyle() + "; SET TimeZone='" + timeZone.replace("'", "''") + "';";
    }
}
