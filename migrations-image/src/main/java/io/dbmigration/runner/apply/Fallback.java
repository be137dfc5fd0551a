package io.dbmigration.runner.apply;

import io.dbmigration.runner.script.Statement;
import io.dbmigration.runner.script.StatementKind;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Whether an atomic message that was undone may succeed statement by statement: only for what the server refuses because of the
 * message's own transaction, at a statement that is known for it. The same codes from dynamic SQL or RAISE are ordinary failures.
 */
record Fallback(Attempt attempt, Failures failures) {

    private static final String ACTIVE_TRANSACTION = "25001";
    private static final String INVALID_TERMINATION = "2D000";
    private static final String UNSAFE_ENUM_USE = "55P04";

    boolean helps() {
        var failing = failures.failing();
        if (failing == null) {
            return false;
        }
        return switch (failures.answer().sqlState()) {
            case ACTIVE_TRANSACTION -> failing.kind().mayRefuseTransaction();
            case INVALID_TERMINATION -> failing.kind() == StatementKind.DO_OR_CALL;
            case UNSAFE_ENUM_USE -> typeGotAValueBefore(failing);
            default -> false;
        };
    }

    /** The server's message names the type, which an ALTER TYPE … ADD VALUE of this file must name too. */
    private boolean typeGotAValueBefore(Statement failing) {
        var said = failures.said();
        return attempt.script().statements().stream()
                .filter(s -> s.kind() == StatementKind.ADDS_ENUM_VALUE && s.index() < failing.index())
                .map(s -> lastNameOfType(attempt.script().textOf(s)))
                .anyMatch(type -> Pattern.compile("(?<![\\w$])" + Pattern.quote(type) + "(?![\\w$])")
                        .matcher(said)
                        .find());
    }

    /** In {@code ALTER TYPE "s"."E" ADD VALUE …}: E; unquoted names are folded as the server does. */
    private static String lastNameOfType(String alterType) {
        var add = alterType.toUpperCase(Locale.ROOT).indexOf(" ADD ");
        var head = alterType.substring(0, add < 0 ? alterType.length() : add).strip();
        if (head.endsWith("\"")) {
            return head.substring(head.lastIndexOf('"', head.length() - 2) + 1, head.length() - 1);
        }
        var name = head.substring(Math.max(head.lastIndexOf('.'), head.lastIndexOf(' ')) + 1);
        return name.toLowerCase(Locale.ROOT);
    }
}
