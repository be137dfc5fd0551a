package io.dbmigration.runner.script;

/**
 * A place in a script for people.
 *
 * @param line from 1
 * @param column from 1, in code points
 */
public record Position(int line, int column) {

    /** @param codePoint as the server counts: from 1, in characters, not UTF-16 units */
    public static Position of(String text, int codePoint) {
        var line = 1;
        var column = 1;
        var index = 0;
        for (var seen = 1; seen < codePoint && index < text.length(); seen++) {
            var c = text.codePointAt(index);
            index += Character.charCount(c);
            column = c == '\n' ? 1 : column + 1;
            line += c == '\n' ? 1 : 0;
        }
        return new Position(line, column);
    }
}
