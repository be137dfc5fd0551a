package io.dbmigration.runner.script;

/** Tells a statement's kind from its first words: what PostgreSQL refuses inside a transaction block, and what no run may send. */
final class StatementRules {

    private StatementRules() {}

    static StatementKind kindOf(Head head) {
        if (head.isForPsql()) {
            return StatementKind.PSQL_COMMAND;
        }
        return switch (head.at(0)) {
            case "BEGIN", "START", "END", "ABORT", "SAVEPOINT", "RELEASE" -> StatementKind.TRANSACTION_CONTROL;
            case "COMMIT", "ROLLBACK" ->
                head.at(1).equals("PREPARED") ? StatementKind.OUTSIDE_TRANSACTION : StatementKind.TRANSACTION_CONTROL;
            case "PREPARE" ->
                head.at(1).equals("TRANSACTION") ? StatementKind.PREPARE_TRANSACTION : StatementKind.ORDINARY;
            case "COPY" -> copy(head);
            case "DO", "CALL" -> StatementKind.DO_OR_CALL;
            case "VACUUM" -> StatementKind.OUTSIDE_TRANSACTION;
            case "DISCARD" -> outsideIf(head.at(1).equals("ALL"));
            case "CLUSTER" -> cluster(head);
            case "REINDEX" -> reindex(head);
            case "CREATE" -> create(head);
            case "DROP" -> drop(head);
            case "ALTER" -> alter(head);
            default -> StatementKind.ORDINARY;
        };
    }

    private static StatementKind copy(Head head) {
        var client = head.hasPair("FROM", "STDIN", "STDOUT") || head.hasPair("TO", "STDIN", "STDOUT");
        return client ? StatementKind.CLIENT_COPY : StatementKind.ORDINARY;
    }

    private static StatementKind cluster(Head head) {
        var behindOptions = head.at(1).equals("(") ? behindParentheses(head) : 1;
        var table = head.at(behindOptions).equals("VERBOSE") ? head.at(behindOptions + 1) : head.at(behindOptions);
        return table.isEmpty() ? StatementKind.OUTSIDE_TRANSACTION : StatementKind.PERHAPS_OUTSIDE_TRANSACTION;
    }

    private static int behindParentheses(Head head) {
        var at = 1;
        while (at < head.size() && !head.at(at).equals(")")) {
            at++;
        }
        return at + 1;
    }

    private static StatementKind reindex(Head head) {
        if (head.has("CONCURRENTLY")) {
            return StatementKind.CONCURRENTLY;
        }
        var what = head.at(1).equals("(") ? head.at(behindParentheses(head)) : head.at(1);
        return what.equals("TABLE") || what.equals("INDEX")
                ? StatementKind.PERHAPS_OUTSIDE_TRANSACTION
                : StatementKind.OUTSIDE_TRANSACTION;
    }

    private static StatementKind create(Head head) {
        if (head.startsWith("CREATE", "INDEX", "CONCURRENTLY")
                || head.startsWith("CREATE", "UNIQUE", "INDEX", "CONCURRENTLY")) {
            return StatementKind.CONCURRENTLY;
        }
        return switch (head.at(1)) {
            case "DATABASE", "TABLESPACE" -> StatementKind.OUTSIDE_TRANSACTION;
            case "SUBSCRIPTION" -> outsideIf(!head.switchesOff("CREATE_SLOT") && !head.switchesOff("CONNECT"));
            default -> StatementKind.ORDINARY;
        };
    }

    private static StatementKind drop(Head head) {
        return switch (head.at(1)) {
            case "DATABASE", "TABLESPACE" -> StatementKind.OUTSIDE_TRANSACTION;
            case "INDEX" -> head.at(2).equals("CONCURRENTLY") ? StatementKind.CONCURRENTLY : StatementKind.ORDINARY;
            case "SUBSCRIPTION" -> StatementKind.PERHAPS_OUTSIDE_TRANSACTION;
            default -> StatementKind.ORDINARY;
        };
    }

    private static StatementKind alter(Head head) {
        return switch (head.at(1)) {
            case "SYSTEM" -> StatementKind.OUTSIDE_TRANSACTION;
            case "DATABASE" -> outsideIf(head.hasPair("SET", "TABLESPACE"));
            case "SUBSCRIPTION" -> outsideIf(refreshes(head));
            case "TYPE" -> head.hasPair("ADD", "VALUE") ? StatementKind.ADDS_ENUM_VALUE : StatementKind.ORDINARY;
            case "TABLE" ->
                head.hasPair("DETACH", "PARTITION") && head.has("CONCURRENTLY")
                        ? StatementKind.CONCURRENTLY
                        : StatementKind.ORDINARY;
            default -> StatementKind.ORDINARY;
        };
    }

    /** ALTER SUBSCRIPTION asks the publisher, or changes its slot. */
    private static boolean refreshes(Head head) {
        if (head.hasPair("SET", "(")) {
            return head.has("FAILOVER") || head.has("TWO_PHASE");
        }
        var changesPublications = head.hasPair("SET", "PUBLICATION")
                || head.hasPair("ADD", "PUBLICATION")
                || head.hasPair("DROP", "PUBLICATION");
        return head.hasPair("REFRESH", "PUBLICATION") || changesPublications && !head.switchesOff("REFRESH");
    }

    private static StatementKind outsideIf(boolean refusesTransaction) {
        return refusesTransaction ? StatementKind.OUTSIDE_TRANSACTION : StatementKind.ORDINARY;
    }
}
