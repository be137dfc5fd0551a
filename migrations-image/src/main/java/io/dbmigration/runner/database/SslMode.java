package io.dbmigration.runner.database;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How far TLS is asked for, in libpq's words. */
public enum SslMode {
    DISABLE,
    PREFER,
    REQUIRE,
    VERIFY_CA,
    VERIFY_FULL;

    static Optional<SslMode> of(String text) {
        return Arrays.stream(values()).filter(mode -> mode.text().equals(text)).findFirst();
    }

    /** For example {@code verify-full}. */
    public String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Whether the server's certificate is checked. */
    public boolean verifies() {
        return compareTo(VERIFY_CA) >= 0;
    }
}
