package io.dbmigration.runner.script;

import java.util.Optional;

/** The enum type that gets a value from an {@code ALTER TYPE … ADD VALUE}. */
public final class GrownEnum {

    private GrownEnum() {}

    /** Its name without the schema, as the catalog holds it: in {@code ALTER TYPE "s"."E" ADD VALUE 'x'} it is E. */
    public static Optional<String> nameIn(String alterType) {
        // No string stands before ADD VALUE, so the session's kind of strings does not matter.
        var lexer = new Lexer(alterType, true);
        var last = "";
        var beforeLast = "";
        for (var kind = lexer.next(); kind != TokenKind.END; kind = lexer.next()) {
            // Both words at once: a type may be called add.
            if (kind == TokenKind.WORD && lexer.is("VALUE") && last.equalsIgnoreCase("ADD")) {
                return Optional.of(nameOf(beforeLast));
            }
            beforeLast = last;
            last = lexer.token();
        }
        return Optional.empty();
    }

    private static String nameOf(String identifier) {
        var quote = identifier.indexOf('"');
        return quote < 0
                ? folded(identifier)
                : identifier.substring(quote + 1, identifier.length() - 1).replace("\"\"", "\"");
    }

    /** In UTF-8 the server folds ASCII letters alone. */
    private static String folded(String identifier) {
        return identifier
                .chars()
                .map(c -> c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
