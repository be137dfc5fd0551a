package io.dbmigration.runner.script;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The tokens of one statement that tell its kind: the first ones, and later words outside parentheses. */
final class Head {

    private static final int FIRST = 48;
    private static final int MOST = 96;

    private final List<String> tokens = new ArrayList<>();
    private boolean foreign;

    void clear() {
        tokens.clear();
        foreign = false;
    }

    void see(TokenKind kind, Lexer lexer, int depth) {
        foreign |= kind == TokenKind.BACKSLASH;
        if (tokens.size() < FIRST || tokens.size() < MOST && depth == 0 && kind == TokenKind.WORD) {
            tokens.add(
                    switch (kind) {
                        case WORD -> lexer.token().toUpperCase(Locale.ROOT);
                        case STRING, DOLLAR_STRING -> "'";
                        case QUOTED_IDENTIFIER -> "\"";
                        default -> lexer.token();
                    });
        }
    }

    /** Whether a backslash stood outside quotes. */
    boolean isForPsql() {
        return foreign;
    }

    String at(int index) {
        return index < tokens.size() ? tokens.get(index) : "";
    }

    int size() {
        return tokens.size();
    }

    boolean startsWith(String... words) {
        for (var i = 0; i < words.length; i++) {
            if (!at(i).equals(words[i])) {
                return false;
            }
        }
        return true;
    }

    boolean has(String word) {
        return tokens.contains(word);
    }

    /** Whether one of the words stands directly behind {@code first}. */
    boolean hasPair(String first, String... second) {
        for (var i = 0; i + 1 < tokens.size(); i++) {
            if (tokens.get(i).equals(first) && List.of(second).contains(tokens.get(i + 1))) {
                return true;
            }
        }
        return false;
    }

    /** Whether an option stands there with a value that means no: {@code name = false}, {@code name off}. */
    boolean switchesOff(String option) {
        var at = tokens.indexOf(option);
        if (at < 0) {
            return false;
        }
        var value = at(at + 1).equals("=") ? at(at + 2) : at(at + 1);
        return List.of("FALSE", "OFF", "NO", "0").contains(value);
    }
}
