package io.dbmigration.runner.database;

import java.util.List;

/**
 * What the role's sessions have before any driver sets it. Prisma's driver leaves these alone, pgjdbc overrides them at start-up: a
 * script's {@code '01/02/2024'}, or a float that it turns into text, would store other data.
 *
 * @param timeZone for example {@code Europe/Zurich}
 * @param dateOrder {@code MDY}, {@code DMY} or {@code YMD}; the driver insists on ISO as the output
 * @param floatDigits extra_float_digits, for example {@code 1}
 */
public record SessionStyle(String timeZone, String dateOrder, String floatDigits, List<String> notices) {

    public SessionStyle {
        notices = List.copyOf(notices);
    }

    /** {@code SET DateStyle='ISO, DMY'}, without semicolon. */
    public String setDateStyle() {
        return "SET DateStyle='ISO, " + dateOrder + "'";
    }

    /** All SET commands, without a last semicolon. */
    public String setAll() {
        return setDateStyle() + "; SET TimeZone='" + timeZone.replace("'", "''") + "'; SET extra_float_digits="
                + floatDigits;
    }
}
