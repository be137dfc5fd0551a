package io.dbmigration.runner.script;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Follows a script through the transaction blocks that it opens itself: sent as one message, what stands outside of them is in a
 * transaction all the same, which a procedure that commits or a REINDEX of a partitioned table refuses when the first half is done.
 */
final class OwnBlocks {

    /** Also {@code plpy.commit} and {@code spi_commit}; a called procedure may commit for the block. */
    private static final Pattern MAY_COMMIT =
            Pattern.compile("(?<![a-z0-9])(commit|rollback|call)(?![a-z0-9_])", Pattern.CASE_INSENSITIVE);

    private final boolean standardConformingStrings;
    private boolean open;
    private boolean workBefore;
    private boolean refuses;
    private boolean needsOneMessage;

    private OwnBlocks(boolean standardConformingStrings) {
        this.standardConformingStrings = standardConformingStrings;
    }

    /** Whether a script with transaction control runs in more cases, and with the same result, one message for each statement. */
    static boolean callForSingleStatements(String text, List<Statement> statements, boolean standardConformingStrings) {
        var blocks = new OwnBlocks(standardConformingStrings);
        for (var statement : statements) {
            blocks.see(statement.kind(), text.substring(statement.start(), statement.end()));
        }
        return blocks.refuses && !blocks.needsOneMessage;
    }

    private void see(StatementKind kind, String sql) {
        var head = headOf(sql);
        if (kind == StatementKind.TRANSACTION_CONTROL) {
            control(head);
            return;
        }
        // Between two messages the driver gives up a connection whose dates are not ISO.
        needsOneMessage |= head.startsWith("SET") && head.has("DATESTYLE");
        if (!open) {
            workBefore = true;
            refuses |= mayRefuse(kind, head, sql);
            needsOneMessage |= endsWithTransaction(head);
        }
    }

    private void control(Head head) {
        switch (head.at(0)) {
            case "BEGIN", "START" -> open = true;
            case "COMMIT", "END" -> end(head);
            case "ROLLBACK", "ABORT" -> {
                if (!head.has("TO")) {
                    // In one message it undoes what stands before its BEGIN, too.
                    needsOneMessage |= workBefore;
                    end(head);
                }
            }
            default -> {}
        }
    }

    private void end(Head head) {
        open = head.hasPair("AND", "CHAIN");
        workBefore = false;
    }

    private static boolean mayRefuse(StatementKind kind, Head head, String sql) {
        return kind.mayRefuseTransaction()
                || head.startsWith("CALL")
                || head.startsWith("DO") && MAY_COMMIT.matcher(sql).find();
    }

    /** Alone in its message it would fail, or be without effect. */
    private static boolean endsWithTransaction(Head head) {
        return head.startsWith("LOCK")
                || head.startsWith("DECLARE")
                || head.hasPair("SET", "LOCAL", "TRANSACTION", "CONSTRAINTS")
                || head.hasPair("ON", "COMMIT");
    }

    private Head headOf(String sql) {
        var head = new Head();
        var lexer = new Lexer(sql, standardConformingStrings);
        var depth = 0;
        for (var kind = lexer.next(); kind != TokenKind.END; kind = lexer.next()) {
            depth += kind == TokenKind.OPEN_PAREN ? 1 : kind == TokenKind.CLOSE_PAREN ? -1 : 0;
            head.see(kind, lexer, depth);
        }
        return head;
    }
}
