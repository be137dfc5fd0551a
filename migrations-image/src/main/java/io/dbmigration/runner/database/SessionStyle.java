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

    /** An expression that sets it for the session, to stand in a SELECT of ours. */
    public String setDateStyle() {
        return set("DateStyle", "ISO, " + dateOrder);
    }

    /** Expressions that set all of it, with commas between. */
    public String setAll() {
        return String.join(", ", settings());
    }

    /** A condition that sets all of it, and holds. */
    String allSet() {
        return String.join(" IS NOT NULL AND ", settings()) + " IS NOT NULL";
    }

    private List<String> settings() {
        return List.of(setDateStyle(), set("TimeZone", timeZone), set("extra_float_digits", floatDigits));
    }

    /** In one SELECT with others: each SET is a command of its own, which the server plans and the driver looks through. */
    private static String set(String name, String value) {
        return "pg_catalog.set_config('" + name + "', '" + value.replace("'", "''") + "', false)";
    }
}
