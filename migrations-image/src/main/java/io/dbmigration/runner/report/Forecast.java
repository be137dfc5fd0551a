package io.dbmigration.runner.report;

import io.dbmigration.contract.RunResult.Notice;
import io.dbmigration.runner.script.ParsedScript;
import io.dbmigration.runner.script.Statement;
import java.util.List;

/**
 * What a deploy would do, as {@code dbm deploy --dry-run -o json} prints it.
 *
 * @param database its name
 * @param pending what would be applied, in this order
 * @param notices what the deploy would tell
 */
public record Forecast(String database, String address, List<Pending> pending, List<Notice> notices) {

    /** A statement is shown by its first line, at most so many characters of it. */
    private static final int SHOWN = 100;

    /** How a script would be sent. */
    public enum Sending {
        /** One message with its record: all or nothing. */
        Atomic,
        /** One message; the script's own COMMIT may keep a part of it. */
        OwnTransactions,
        /** One message for each statement: what failed half way stays. */
        StatementByStatement
    }

    /** @param outsideEffects whether it names something that no rollback undoes */
    public record Pending(String migration, Sending sending, boolean outsideEffects, List<Sql> statements) {

        Pending redacted(Redactor redactor) {
            var clean = statements.stream()
                    .map(sql -> new Sql(sql.index(), sql.line(), redactor.text(sql.text())))
                    .toList();
            return new Pending(migration, sending, outsideEffects, clean);
        }
    }

    /**
     * One statement.
     *
     * @param index from 1
     * @param line of its first token, from 1
     * @param text its first line
     */
    public record Sql(int index, int line, String text) {}

    public static Pending of(String migration, ParsedScript script) {
        var sending = switch (script.scriptClass()) {
            case ATOMIC -> Sending.Atomic;
            case OWN_TRANSACTION_CONTROL -> Sending.OwnTransactions;
            case NOT_IN_TRANSACTION -> Sending.StatementByStatement;
            case REFUSED -> throw new IllegalArgumentException("a refused script is never sent");
        };
        return new Pending(
                migration,
                sending,
                script.outsideEffects(),
                script.statements().stream()
                        .map(statement -> sql(script, statement))
                        .toList());
    }

    /** Passwords stand in statements, too. */
    public Forecast redacted(Redactor redactor) {
        return new Forecast(
                database,
                address,
                pending.stream().map(one -> one.redacted(redactor)).toList(),
                notices.stream()
                        .map(notice -> new Notice(notice.reason(), redactor.text(notice.message())))
                        .toList());
    }

    private static Sql sql(ParsedScript script, Statement statement) {
        var text = script.textOf(statement);
        var firstLine = text.lines().findFirst().orElse("").strip();
        var shown = firstLine.codePointCount(0, firstLine.length()) > SHOWN
                ? firstLine.substring(0, firstLine.offsetByCodePoints(0, SHOWN))
                : firstLine;
        return new Sql(statement.index(), statement.line(), shown.length() < text.length() ? shown + " …" : shown);
    }
}
