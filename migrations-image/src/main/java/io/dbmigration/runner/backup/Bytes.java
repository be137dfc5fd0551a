package io.dbmigration.runner.backup;

import java.util.List;
import java.util.Locale;

/** Sizes for people, in the units of Kubernetes quantities. */
public final class Bytes {

    private static final List<String> UNITS = List.of("B", "KiB", "MiB", "GiB", "TiB", "PiB");
    private static final int STEP = 1024;

    private Bytes() {}

    /** For example {@code 89.4 MiB}. */
    public static String text(long bytes) {
        var value = (double) bytes;
        var unit = 0;
        while (value >= STEP && unit < UNITS.size() - 1) {
            value /= STEP;
            unit++;
        }
        return unit == 0 ? bytes + " B" : String.format(Locale.ROOT, "%.1f %s", value, UNITS.get(unit));
    }
}
