package io.dbmigration.runner.cli;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.dbmigration.contract.Reason;
import io.dbmigration.contract.RunException;
import io.dbmigration.runner.report.Redactor;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ParameterException;

/**
 * Why a command did not answer.
 *
 * @param reason of {@link Reason}, or {@link WrongUsage.Kind}
 * @param code Prisma's, for example {@code P1003}
 * @param advice what to do
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Refusal(String reason, @Nullable String code, String message, String advice) {

    static Refusal of(Exception error, Redactor redactor) {
        if (error instanceof RunException refused) {
            var reason = refused.reason();
            var failure = refused.failure();
            var code = failure == null || failure.code() == null
                    ? reason.prismaCode().orElse(null)
                    : failure.code();
            return new Refusal(
                    reason.text(),
                    code,
                    redactor.text(String.valueOf(refused.getMessage())),
                    CommandLineAdvice.of(reason));
        }
        // Its own message may hold anything.
        return new Refusal(
                Reason.RUNNER_FAILED.text(),
                null,
                "an error that dbm does not know: " + error.getClass().getName(),
                CommandLineAdvice.of(Reason.RUNNER_FAILED));
    }

    /** Exit status 2: nothing was begun. The wrong argument may be a URL with its password. */
    static Refusal of(ParameterException wrong, Redactor redactor) {
        var kind = wrong instanceof WrongUsage told ? told.kind() : WrongUsage.Kind.WrongUsage;
        var command = wrong.getCommandLine();
        return new Refusal(
                kind.name(),
                null,
                redactor.text(String.valueOf(wrong.getMessage())),
                "See: " + command.getCommandSpec().qualifiedName() + " --help");
    }

    /** For people, two lines. */
    String text() {
        return reason + (code == null ? "" : " (" + code + ")") + ": " + message + System.lineSeparator()
                + "What to do: " + advice;
    }
}
