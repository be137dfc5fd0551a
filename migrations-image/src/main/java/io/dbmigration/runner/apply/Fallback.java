package io.dbmigration.runner.apply;

import io.dbmigration.runner.script.GrownEnum;
import io.dbmigration.runner.script.Statement;
import io.dbmigration.runner.script.StatementKind;
import java.util.regex.Pattern;

/**
 * Whether an atomic message that was undone may succeed statement by statement: only for what the server refuses because of the
 * message's own transaction, at a statement that is known for it. The same codes from dynamic SQL or RAISE are ordinary failures.
 * Nor may anything have been done outside this database, which would be done a second time.
 */
record Fallback(Attempt attempt, Failures failures) {

    private static final String ACTIVE_TRANSACTION = "25001";
    private static final String INVALID_TERMINATION = "2D000";
    private static final String UNSAFE_ENUM_USE = "55P04";

    boolean helps() {
        var failing = failures.failing();
        if (failing == null || attempt.script().outsideEffectsUpTo(failing)) {
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
                .flatMap(s -> GrownEnum.nameIn(attempt.script().textOf(s)).stream())
                .anyMatch(type -> names(said, type));
    }

    /** The message has the name as SQL has it: quotes in it are doubled. */
    private static boolean names(String said, String type) {
        var quoted = Pattern.quote(type.replace("\"", "\"\""));
        return Pattern.compile("(?<![\\w$])" + quoted + "(?![\\w$])")
                .matcher(said)
                .find();
    }
}
