package io.dbmigration.runner.database;

import io.dbmigration.contract.Reason;
import io.dbmigration.contract.RunException;
import java.util.Arrays;
import java.util.List;

/** One address of a server; several hosts of one connection are tried in turn until one is a primary. */
public record Host(String name, int port) {

    private static final int HIGHEST_PORT = 65_535;

    /** {@code host[:port]}, several with commas; IPv6 addresses in brackets. */
    static List<Host> parseAll(String text, int defaultPort) {
        return Arrays.stream(text.split(",", -1))
                .map(one -> parse(one, defaultPort))
                .toList();
    }

    static int parsePort(String text) {
        try {
            var port = Integer.parseInt(text.strip());
            if (port > 0 && port <= HIGHEST_PORT) {
                return port;
            }
        } catch (NumberFormatException notANumber) {
            // Said below, without the driver's words.
        }
        // The text is not repeated: a password with an unescaped '@' or '/' ends up here.
        throw new RunException(
                Reason.DATABASE_URL_INVALID,
                "The port of the database is not a number from 1 to 65535. In a URL, special characters of the password"
                        + " must be percent-encoded.");
    }

    @Override
    public String toString() {
        return (name.contains(":") ? "[" + name + "]" : name) + ":" + port;
    }

    private static Host parse(String text, int defaultPort) {
        if (text.startsWith("/")) {
            throw new RunException(
                    Reason.DATABASE_URL_INVALID, "The host is a Unix socket; only TCP addresses are supported.");
        }
        if (text.startsWith("[")) {
            var end = text.indexOf(']') < 0 ? text.length() : text.indexOf(']');
            var port = text.startsWith("]:", end) ? parsePort(text.substring(end + 2)) : defaultPort;
            return new Host(text.substring(1, end), port);
        }
        var colon = text.indexOf(':');
        if (colon != text.lastIndexOf(':')) {
            return new Host(text, defaultPort);
        }
        var name = colon < 0 ? text : text.substring(0, colon);
        return new Host(
                name.isEmpty() ? "localhost" : name, colon < 0 ? defaultPort : parsePort(text.substring(colon + 1)));
    }
}
