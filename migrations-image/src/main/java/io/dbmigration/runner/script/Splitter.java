package io.dbmigration.runner.script;

import java.util.ArrayList;
import java.util.List;

/** Finds the statements of a script as the server's grammar would: by semicolons outside quotes, parentheses and SQL function bodies. */
final class Splitter {

    private final String text;
    private final Lexer lexer;
    private final Head head = new Head();
    private final OutsideEffects effects;
    private final List<Statement> statements = new ArrayList<>();
    private int parentheses;
    private int bodyDepth;
    private int start = -1;
    private int line;
    private int end;
    private int closedAt;
    private int outsideFrom;
    private String before = "";

    private Splitter(String text, boolean standardConformingStrings) {
        this.text = text;
        this.lexer = new Lexer(text, standardConformingStrings);
        this.effects = new OutsideEffects(standardConformingStrings);
    }

    /**
     * @param outsideFrom index of the first statement that names what no rollback undoes; 0: none does
     * @param closed whether nothing follows the semicolon of the last statement
     */
    record Split(List<Statement> statements, int outsideFrom, boolean closed) {}

    static Split split(String text, boolean standardConformingStrings) {
        return new Splitter(text, standardConformingStrings).run();
    }

    private Split run() {
        for (var kind = lexer.next(); kind != TokenKind.END; kind = lexer.next()) {
            effects.see(kind, lexer);
            if (outsideFrom == 0 && effects.found()) {
                outsideFrom = statements.size() + 1;
            }
            if (kind == TokenKind.SEMICOLON && parentheses <= 0 && bodyDepth == 0) {
                closedAt = lexer.end();
                finish();
            } else {
                take(kind);
            }
        }
        finish();
        var closed = closedAt > 0 && text.substring(closedAt).isBlank();
        return new Split(List.copyOf(statements), outsideFrom, closed);
    }

    private void take(TokenKind kind) {
        if (start < 0) {
            start = lexer.start();
            line = lexer.line();
        }
        end = lexer.end();
        switch (kind) {
            case OPEN_PAREN -> parentheses++;
            case CLOSE_PAREN -> parentheses--;
            case WORD -> countBody();
            default -> {}
        }
        before = kind == TokenKind.WORD && lexer.end() - lexer.start() <= 8 || kind == TokenKind.SYMBOL
                ? lexer.token()
                : "";
        head.see(kind, lexer, parentheses);
    }

    /** {@code BEGIN ATOMIC … END} of a function or procedure in standard SQL, whose semicolons are its own. */
    private void countBody() {
        if (parentheses > 0 || before.equalsIgnoreCase("AS") || before.equals(".")) {
            return;
        }
        if (bodyDepth == 0) {
            if (lexer.is("ATOMIC")
                    && before.equalsIgnoreCase("BEGIN")
                    && head.at(0).equals("CREATE")) {
                bodyDepth = 1;
            }
        } else if (lexer.is("CASE")) {
            bodyDepth++;
        } else if (lexer.is("END")) {
            bodyDepth--;
        }
    }

    private void finish() {
        if (start >= 0) {
            statements.add(new Statement(statements.size() + 1, line, start, end, StatementRules.kindOf(head)));
        }
        head.clear();
        start = -1;
        parentheses = 0;
        bodyDepth = 0;
        before = "";
    }
}
