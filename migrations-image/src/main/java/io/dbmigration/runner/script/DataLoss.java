package io.dbmigration.runner.script;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Finds the statements that may destroy data, by their words alone: what drops tables, columns, schemas, types, materialized views or
 * owned objects, TRUNCATE, DELETE, UPDATE, MERGE, changes of a column's type, and what hides its statements (DO, CALL, EXECUTE).
 */
public final class DataLoss {

    private static final Set<String> AT_ONCE = Set.of("TRUNCATE", "DELETE", "UPDATE", "MERGE", "DO", "CALL", "EXECUTE");

    private static final Set<String> CHANGES = Set.of("DELETE", "UPDATE", "MERGE");
    /** {@code ON DELETE CASCADE}, {@code SELECT … FOR UPDATE}. */
    private static final Set<String> NO_CHANGE_BEHIND = Set.of("ON", "FOR", "KEY");

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
            case "WITH", "EXPLAIN", "INSERT", "PREPARE", "(" -> changes(words);
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
