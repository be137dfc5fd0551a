package io.dbmigration.runner.script;

/** The classes of characters that PostgreSQL's scanner knows; anything beyond ASCII counts as a letter. */
final class Characters {

    private Characters() {}

    static boolean isBlank(char c) {
        return c == ' ' || c >= '\t' && c <= '\r';
    }

    static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    static boolean startsWord(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_' || c >= 0x80;
    }

    static boolean continuesWord(char c) {
        return startsWord(c) || isDigit(c) || c == '$';
    }

    static boolean continuesTag(char c, boolean first) {
        return startsWord(c) || !first && isDigit(c);
    }
}
