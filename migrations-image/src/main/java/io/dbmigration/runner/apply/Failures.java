package io.dbmigration.runner.apply;

import io.dbmigration.contract.Failure;
import io.dbmigration.contract.Reason;
import io.dbmigration.contract.RunException;
import io.dbmigration.contract.RunResult.Notice;
import io.dbmigration.runner.database.ConnectErrors;
import io.dbmigration.runner.history.FailureText;
import io.dbmigration.runner.script.Answer;
import io.dbmigration.runner.script.Position;
import io.dbmigration.runner.script.Statement;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.ServerErrorMessage;

/**
 * Where and why a script failed, in words.
 *
 * @param place the statement or step, for people, for example {@code at statement 3 (line 12)}
 * @param failing null: not a statement of the script
 * @param line null: unknown
 * @param sent the text to which the server's position refers; null: none that people know
 */
record Failures(
        Sending sending,
        Answer answer,
        String place,
        @Nullable Statement failing,
        @Nullable Integer line,
        @Nullable String sent,
        @Nullable String blockedBy) {

    private static final String LEFT_OPEN =
            "it left a transaction open (BEGIN without COMMIT), which was rolled back with its record";
    private static final String SCRIPT_FAILED = "P3018";
    private static final String CONNECTION_CLOSED = "P1017";

    /** For a message that held the whole script; {@code record} is what stood behind it. */
    static Failures ofMessage(Sending sending, Answer answer, RecordText record, @Nullable String blockedBy) {
        if (!answer.failed()) {
            return new Failures(sending, answer, "at its end", null, null, null, blockedBy);
        }
        return switch (record.stageAfter(answer.completions(), sending.statements())) {
            case SCRIPT -> {
                var failing = sending.script().statement(answer.completions() + 1);
                yield at(sending, answer, failing, 0, blockedBy);
            }
            case RECORD ->
                new Failures(sending, answer, "at its record (" + atRecord(answer) + ")", null, null, null, blockedBy);
            case COMMIT ->
                new Failures(
                        sending, answer, "at commit (deferred constraint or trigger)", null, null, null, blockedBy);
        };
    }

    /** For a message that held one statement of the script. */
    static Failures ofStatement(Sending sending, Answer answer, Statement statement, @Nullable String blockedBy) {
        return at(sending, answer, Optional.of(statement), statement.start(), blockedBy);
    }

    /** For a script that was not running. */
    static Failures betweenTries(Sending sending, Answer answer) {
        return new Failures(sending, answer, "between two tries", null, null, null, null);
    }

    private static Failures at(
            Sending sending, Answer answer, Optional<Statement> failing, int offset, @Nullable String blockedBy) {
        var statement = failing.orElse(null);
        var line = lineOf(sending, answer, statement, offset);
        var place = statement == null ? "" : "at statement " + statement.index() + " (line " + line + ")";
        var text = sending.script().text();
        var sent =
                statement == null ? null : offset == 0 ? text : sending.script().textOf(statement);
        return new Failures(sending, answer, place, statement, line, sent, blockedBy);
    }

    private static @Nullable Integer lineOf(Sending sending, Answer answer, @Nullable Statement statement, int offset) {
        var position = answer.serverError().map(ServerErrorMessage::getPosition).orElse(0);
        var text = sending.script().text();
        if (position > 0) {
            return Position.of(text, position + text.codePointCount(0, offset)).line();
        }
        return statement == null ? null : statement.line();
    }

    private static String atRecord(Answer answer) {
        return switch (answer.sqlState()) {
            case "22012" -> "the record is hidden or fenced: another writer, a rule or row security keeps its row away";
            case "42P01", "42703", "42501", "25006" -> "the script dropped, changed or closed the history table";
            default -> "after the whole script";
        };
    }

    /** What the server said, or the driver, in one line. */
    String said() {
        return answer.serverError()
                .map(ServerErrorMessage::getMessage)
                .orElseGet(() -> answer.error() == null
                        ? LEFT_OPEN
                        : String.valueOf(answer.error().getMessage()));
    }

    /** Number of the statement that was under way, from 1. */
    int reached() {
        return failing != null ? failing.index() : Math.max(1, sending.statements());
    }

    /** Name, place, cause, code. */
    String sentence() {
        var state = answer.sqlState();
        return sending.title()
                + " failed"
                + (place.isEmpty() ? "" : " " + place)
                + ": "
                + said()
                + (state.isEmpty() ? "" : " (" + state + ")")
                + ".";
    }

    /** As Prisma writes it into {@code logs}. */
    String logs() {
        return answer.serverError()
                .map(error -> FailureText.of(sending.title(), error, sent))
                .orElseGet(() -> FailureText.of(sending.title(), sentence()));
    }

    RunException because(Reason reason, String consequence) {
        return new RunException(reason, sentence() + " " + consequence, details(), answer.error());
    }

    private String prismaCode() {
        var error = answer.error();
        return error != null && ConnectErrors.lost(error) ? CONNECTION_CLOSED : SCRIPT_FAILED;
    }

    /** A commit that did not wait for its standby, which is worth an event. */
    List<Notice> durability() {
        return answer.localDurabilityOnly()
                ? List.of(new Notice(
                        "LocalDurabilityOnly",
                        "durability: local only. " + sending.title()
                                + " is done, but its commit did not wait for the synchronous standby."))
                : List.of();
    }

    Failure details() {
        var server = answer.serverError();
        return new Failure(
                sending.migration(),
                failing == null ? null : failing.index(),
                line,
                answer.sqlState().isEmpty() ? null : answer.sqlState(),
                prismaCode(),
                said(),
                server.map(ServerErrorMessage::getDetail).orElse(null),
                server.map(ServerErrorMessage::getHint).orElse(null),
                blockedBy,
                answer.notices().isEmpty() ? null : String.join("\n", answer.notices()));
    }
}
