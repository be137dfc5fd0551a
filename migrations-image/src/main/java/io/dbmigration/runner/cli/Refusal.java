package io.dbmigration.runner.cli;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.dbmigration.contract.Reason;
import io.dbmigration.contract.RunException;
import io.dbmigration.runner.report.Redactor;
import org.jspecify.annotations.Nullable;

/**
 * Why a command did not answer.
 *
 * @param code Prisma's, for example {@code P1003}
 * @param advice what to do
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Refusal(Reason reason, @Nullable String code, String message, String advice) {

    static Refusal of(Exception error, Redactor redactor) {
        if (error instanceof RunException refused) {
            var reason = refused.reason();
            var failure = refused.failure();
            var code = failure == null || failure.code() == null
                    ? reason.prismaCode().orElse(null)
                    : failure.code();
            return new Refusal(
                    reason, code, redactor.text(String.valueOf(refused.getMessage())), CommandLineAdvice.of(reason));
        }
        // Its own message may hold anything.
        return new Refusal(
                Reason.RUNNER_FAILED,
                null,
                "an error that dbm does not know: " + error.getClass().getName(),
                CommandLineAdvice.of(Reason.RUNNER_FAILED));
    }

    /** For people, two lines. */
    String text() {
        return reason.text() + (code == null ? "" : " (" + code + ")") + ": " + message + System.lineSeparator()
                + "What to do: " + advice;
    }
}
