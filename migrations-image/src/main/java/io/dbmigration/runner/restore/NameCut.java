package io.dbmigration.runner.restore;

import java.nio.charset.StandardCharsets;

/** Names as long as PostgreSQL keeps them: counted in bytes, cut between characters. */
final class NameCut {

    private NameCut() {}

    static String toBytes(String name, int most) {
        var length = name.length();
        while (name.substring(0, length).getBytes(StandardCharsets.UTF_8).length > most
                || (length < name.length() && Character.isLowSurrogate(name.charAt(length)))) {
            length--;
        }
        return name.substring(0, length);
    }
}
