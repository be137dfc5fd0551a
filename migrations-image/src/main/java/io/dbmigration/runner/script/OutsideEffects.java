package io.dbmigration.runner.script;

import java.util.Locale;
import java.util.Set;

/**
 * Looks for names of things that no rollback undoes: dblink, setval, lo_export, replication slots, aws_s3 and aws_lambda, http, COPY with a
 * program or a file. Bodies in dollar quotes are searched with all strings inside; plain strings of the script itself are data.
 */
final class OutsideEffects {

    private static final Set<String> BEFORE_A_TABLE = Set.of("table", "view", "into", "exists", "references");

    private final boolean standardConformingStrings;
    private final boolean insideBody;
    private boolean found;
    private boolean copy;
    private boolean copyDirection;
    private boolean nameBefore;
    private boolean namesTable;

    OutsideEffects(boolean standardConformingStrings) {
        this(standardConformingStrings, false);
    }

    private OutsideEffects(boolean standardConformingStrings, boolean insideBody) {
        this.standardConformingStrings = standardConformingStrings;
        this.insideBody = insideBody;
    }

    boolean found() {
        return found;
    }

    void see(TokenKind kind, Lexer lexer) {
        if (found) {
            return;
        }
        found = nameBefore && kind == TokenKind.OPEN_PAREN || copyDirection && isFileOrProgram(kind, lexer);
        nameBefore = false;
        copyDirection = false;
        namesTable &= kind == TokenKind.WORD || kind == TokenKind.QUOTED_IDENTIFIER || kind == TokenKind.SYMBOL;
        switch (kind) {
            case WORD, QUOTED_IDENTIFIER -> seeWord(lexer);
            case SEMICOLON -> copy = false;
            case DOLLAR_STRING -> search(lexer.body());
            case STRING -> {
                if (insideBody) {
                    search(lexer.body());
                }
            }
            default -> {}
        }
    }

    private void seeWord(Lexer lexer) {
        if (lexer.is("COPY")) {
            copy = true;
        } else if (copy && (lexer.is("FROM") || lexer.is("TO"))) {
            copyDirection = true;
        } else {
            var name = lexer.token().replace("\"", "").toLowerCase(Locale.ROOT);
            found |= name.equals("aws_s3") || name.equals("aws_lambda");
            nameBefore = !namesTable && isForeignFunction(name);
            namesTable |= BEFORE_A_TABLE.contains(name);
        }
    }

    private static boolean isFileOrProgram(TokenKind kind, Lexer lexer) {
        return kind == TokenKind.STRING || kind == TokenKind.WORD && lexer.is("PROGRAM");
    }

    private static boolean isForeignFunction(String name) {
        return name.startsWith("dblink")
                || name.startsWith("http")
                || name.equals("setval")
                || name.equals("lo_export")
                || name.startsWith("pg_") && name.contains("slot");
    }

    private void search(String body) {
        var inner = new OutsideEffects(standardConformingStrings, true);
        var lexer = new Lexer(body, standardConformingStrings);
        for (var kind = lexer.next(); kind != TokenKind.END; kind = lexer.next()) {
            inner.see(kind, lexer);
        }
        found |= inner.found;
    }
}
