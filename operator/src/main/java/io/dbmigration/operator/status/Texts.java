package io.dbmigration.operator.status;

import io.dbmigration.api.Limits;
import org.jspecify.annotations.Nullable;

/** Keeps texts within what the schema lets pass: one too long would lose the whole status. */
final class Texts {

    /** Of a person. */
    static final int NAME = 256;

    private Texts() {}

    static String cut(@Nullable String text) {
        return cut(text, Limits.STATUS_TEXT);
    }

    /** @param max in UTF-16 units, so in characters at most */
    static String cut(@Nullable String text, int max) {
        if (text == null) {
            return "";
        }
        if (text.length() <= max) {
            return text;
        }
        var end = Character.isHighSurrogate(text.charAt(max - 2)) ? max - 2 : max - 1;
        return text.substring(0, end) + "…";
    }
}
