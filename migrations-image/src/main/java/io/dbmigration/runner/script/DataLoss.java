package io.dbmigration.runner.script;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Finds the statements that may destroy data, by their words alone: what drops tables, columns, schemas, types, materialized views or
 * owned objects, TRUNCATE, DELETE, UPDATE, MERGE (also inside another statement, and in a rule), changes of a column's type, what
 * removes or overwrites large objects, and what hides its statements (DO, CALL, EXECUTE).
 */
public final class DataLoss {

    private static final Set<String> AT_ONCE = Set.of("TRUNCATE", "DELETE", "UPDATE", "MERGE", "DO", "CALL", "EXECUTE");

    private static final Set<String> CHANGES = Set.of("DELETE", "UPDATE", "MERGE");
    /** {@code ON DELETE CASCADE}, {@code SELECT … FOR UPDATE}. */
    private static final Set<String> NO_CHANGE_BEHIND = Set.of("ON", "FOR", "KEY");

    /** {@code AS MATERIALIZED (DELETE …}, {@code COPY (DELETE …}. */
    private static final Set<String> BEFORE_INNER_CHANGE = Set.of("AS", "MATERIALIZED", "COPY");

    private static final Set<String> CHANGES_LARGE_OBJECT =
            Set.of("LO_UNLINK", "LO_PUT", "LO_TRUNCATE", "LO_TRUNCATE64", "LOWRITE");

    private static final Set<String> BEFORE_KIND =
            Set.of("OR", "REPLACE", "GLOBAL", "LOCAL", "TEMP", "TEMPORARY", "UNLOGGED");

    private static final Set<String> DROPPED_WITH_DATA =
            Set.of("TABLE", "SCHEMA", "TYPE", "MATERIALIZED", "OWNED", "DATABASE");

    private static final Set<String> ALTERED_WITH_DATA = Set.of("TABLE", "FOREIGN", "TYPE", "MATERIALIZED");
    /** What ALTER TABLE … DROP takes away besides columns. */
    private static final Set<String> NO_COLUMN = Set.of("CONSTRAINT", "DEFAULT", "NOT", "EXPRESSION", "IDENTITY");

    private DataLoss() {}

    /** @param standardConformingStrings the setting of the session that will get the script */
    public static List<Statement> statements(ParsedScript script, boolean standardConformingStrings) {
        return script.statements().stream()
                .filter(statement -> destroys(words(script.textOf(statement), standardConformingStrings)))
                .toList();
    }

    private static boolean destroys(List<String> words) {
        var first = words.getFirst();
        if (AT_ONCE.contains(first)) {
            return true;
        }
        return switch (first) {
            case "DROP" -> DROPPED_WITH_DATA.contains(at(words, 1)) || words.contains("CASCADE");
            case "ALTER" -> ALTERED_WITH_DATA.contains(at(words, 1)) && alters(words);
            case "WITH", "EXPLAIN", "INSERT", "PREPARE", "(" -> changes(words) || changesLargeObject(words);
            case "COPY", "DECLARE" -> changesInside(words) || changesLargeObject(words);
            case "SELECT", "VALUES" -> changesLargeObject(words);
            case "CREATE" -> creates(words);
            default -> false;
        };
    }

    private static boolean alters(List<String> words) {
        for (var i = 2; i < words.size(); i++) {
            var word = words.get(i);
            if (word.equals("DROP") && !NO_COLUMN.contains(at(words, i + 1))) {
                return true;
            }
            if (word.equals("TYPE") && (at(words, i - 1).equals("DATA") || isNameOfColumnBefore(words, i))) {
                return true;
            }
        }
        return false;
    }

    /** {@code ALTER COLUMN c TYPE}, {@code ALTER c TYPE}, {@code ALTER ATTRIBUTE a TYPE}. */
    private static boolean isNameOfColumnBefore(List<String> words, int type) {
        return type > 3 && Set.of("ALTER", "COLUMN", "ATTRIBUTE").contains(at(words, type - 2));
    }

    private static boolean changes(List<String> words) {
        for (var i = 1; i < words.size(); i++) {
            if (CHANGES.contains(words.get(i)) && !NO_CHANGE_BEHIND.contains(at(words, i - 1))) {
                return true;
            }
        }
        return false;
    }

    /** A rule's action, or the query that fills what is created; a function's or a trigger's statements are only stored. */
    private static boolean creates(List<String> words) {
        var kind = words.stream()
                .skip(1)
                .filter(word -> !BEFORE_KIND.contains(word))
                .findFirst()
                .orElse("");
        return switch (kind) {
            case "TABLE", "MATERIALIZED" -> changesInside(words) || changesLargeObject(words);
            case "RULE" -> changes(words) || changesLargeObject(words);
            default -> false;
        };
    }

    /** Stricter than {@link #changes}, since these statements name columns, which may be called like a change. */
    private static boolean changesInside(List<String> words) {
        for (var i = 2; i < words.size(); i++) {
            var opens = at(words, i - 1).equals("(") && BEFORE_INNER_CHANGE.contains(at(words, i - 2));
            if (CHANGES.contains(words.get(i)) && (opens || at(words, i - 1).equals("DO"))) {
                return true;
            }
        }
        return false;
    }

    private static boolean changesLargeObject(List<String> words) {
        for (var i = 0; i + 1 < words.size(); i++) {
            if (CHANGES_LARGE_OBJECT.contains(words.get(i)) && words.get(i + 1).equals("(")) {
                return true;
            }
        }
        return false;
    }

    private static String at(List<String> words, int index) {
        return index < words.size() ? words.get(index) : "";
    }

    private static List<String> words(String statement, boolean standardConformingStrings) {
        var lexer = new Lexer(statement, standardConformingStrings);
        var words = new ArrayList<String>();
        for (var kind = lexer.next(); kind != TokenKind.END; kind = lexer.next()) {
            words.add(
                    switch (kind) {
                        case WORD -> lexer.token().toUpperCase(Locale.ROOT);
                        case OPEN_PAREN -> "(";
                        default -> "'";
                    });
        }
        return words;
    }
}
