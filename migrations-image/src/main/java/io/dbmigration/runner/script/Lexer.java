package io.dbmigration.runner.script;

/**
 * Reads a script token by token as PostgreSQL's own scanner does, comments and white space left out. Positions are UTF-16 indexes
 * into the text. What is not terminated ends at the end of the text; the server then says so with 42601.
 */
final class Lexer {

    private final String text;
    private final boolean standardConformingStrings;
    private int start;
    private int end;
    private int line = 1;
    private int lineCountedTo;
    private int bodyStart;
    private int bodyEnd;

    /** @param standardConformingStrings the session's setting when the message arrives: off makes {@code \} escape in every string */
    Lexer(String text, boolean standardConformingStrings) {
        this.text = text;
        this.standardConformingStrings = standardConformingStrings;
    }

    /** Goes to the next token and says what it is. */
    TokenKind next() {
        skipBlanksAndComments();
        start = end;
        return end >= text.length() ? TokenKind.END : read(text.charAt(end));
    }

    int start() {
        return start;
    }

    int end() {
        return end;
    }

    String token() {
        return text.substring(start, end);
    }

    /** What stands between the quotes of the string just read, escapes as they are. */
    String body() {
        return text.substring(bodyStart, bodyEnd);
    }

    boolean is(String word) {
        return end - start == word.length() && text.regionMatches(true, start, word, 0, word.length());
    }

    /** Line of the present token, from 1. */
    int line() {
        for (; lineCountedTo < start; lineCountedTo++) {
            if (text.charAt(lineCountedTo) == '\n') {
                line++;
            }
        }
        return line;
    }

    private TokenKind read(char first) {
        return switch (first) {
            case '\'' -> string(!standardConformingStrings);
            case '"' -> quotedIdentifier();
            case '$' -> dollar();
            case ';' -> single(TokenKind.SEMICOLON);
            case '(' -> single(TokenKind.OPEN_PAREN);
            case ')' -> single(TokenKind.CLOSE_PAREN);
            case '\\' -> single(TokenKind.BACKSLASH);
            default ->
                Characters.startsWord(first) ? word() : Characters.isDigit(first) ? number() : single(TokenKind.SYMBOL);
        };
    }

    private TokenKind single(TokenKind kind) {
        end++;
        return kind;
    }

    private TokenKind word() {
        while (end < text.length() && Characters.continuesWord(text.charAt(end))) {
            end++;
        }
        return prefixedLiteral();
    }

    /** {@code E'…'} and its like: the word just read is a prefix when the quote follows without a gap. */
    private TokenKind prefixedLiteral() {
        if (at(end, '\'') && end - start == 1) {
            switch (Character.toLowerCase(text.charAt(start))) {
                case 'e':
                    return string(true);
                case 'b', 'x':
                    return string(false);
                case 'n':
                    return string(!standardConformingStrings);
                default:
                    return TokenKind.WORD;
            }
        }
        if (is("u") && at(end, '&') && (at(end + 1, '\'') || at(end + 1, '"'))) {
            end++;
            return at(end, '"') ? quotedIdentifier() : string(false);
        }
        return TokenKind.WORD;
    }

    private TokenKind number() {
        while (end < text.length() && (Characters.continuesWord(text.charAt(end)) && !at(end, '$') || at(end, '.'))) {
            end++;
        }
        return TokenKind.NUMBER;
    }

    private TokenKind string(boolean backslashEscapes) {
        bodyStart = end + 1;
        do {
            skipQuoted('\'', backslashEscapes);
        } while (continuesOnNextLine());
        return TokenKind.STRING;
    }

    private TokenKind quotedIdentifier() {
        skipQuoted('"', false);
        return TokenKind.QUOTED_IDENTIFIER;
    }

    /** From the opening quote to behind the closing one; a doubled quote stands for itself. */
    private void skipQuoted(char quote, boolean backslashEscapes) {
        end++;
        while (end < text.length()) {
            var c = text.charAt(end++);
            if (c == '\\' && backslashEscapes) {
                end = Math.min(end + 1, text.length());
            } else if (c == quote) {
                if (!at(end, quote)) {
                    bodyEnd = end - 1;
                    return;
                }
                end++;
            }
        }
        bodyEnd = end;
    }

    /** SQL joins strings that only white space with a line break parts; the next part keeps the first one's kind of escapes. */
    private boolean continuesOnNextLine() {
        var closed = end;
        var lineBreak = false;
        while (end < text.length()) {
            var c = text.charAt(end);
            if (c == '\n' || c == '\r') {
                lineBreak = true;
                end++;
            } else if (Characters.isBlank(c)) {
                end++;
            } else if (text.startsWith("--", end)) {
                skipLineComment();
            } else {
                break;
            }
        }
        if (lineBreak && at(end, '\'')) {
            return true;
        }
        end = closed;
        return false;
    }

    private TokenKind dollar() {
        var tagEnd = end + 1;
        while (tagEnd < text.length() && Characters.continuesTag(text.charAt(tagEnd), tagEnd == end + 1)) {
            tagEnd++;
        }
        if (!at(tagEnd, '$')) {
            end++;
            return at(end, '0', '9') ? number() : TokenKind.SYMBOL;
        }
        var tag = text.substring(end, tagEnd + 1);
        bodyStart = tagEnd + 1;
        var close = text.indexOf(tag, bodyStart);
        bodyEnd = close < 0 ? text.length() : close;
        end = close < 0 ? text.length() : close + tag.length();
        return TokenKind.DOLLAR_STRING;
    }

    private void skipBlanksAndComments() {
        while (end < text.length()) {
            if (Characters.isBlank(text.charAt(end))) {
                end++;
            } else if (text.startsWith("--", end)) {
                skipLineComment();
            } else if (text.startsWith("/*", end)) {
                skipBlockComment();
            } else {
                return;
            }
        }
    }

    private void skipLineComment() {
        while (end < text.length() && !at(end, '\n') && !at(end, '\r')) {
            end++;
        }
    }

    /** Block comments nest. */
    private void skipBlockComment() {
        var depth = 0;
        do {
            if (text.startsWith("/*", end)) {
                depth++;
                end += 2;
            } else if (text.startsWith("*/", end)) {
                depth--;
                end += 2;
            } else {
                end++;
            }
        } while (depth > 0 && end < text.length());
    }

    private boolean at(int index, char c) {
        return index < text.length() && text.charAt(index) == c;
    }

    private boolean at(int index, char from, char to) {
        return index < text.length() && text.charAt(index) >= from && text.charAt(index) <= to;
    }
}
