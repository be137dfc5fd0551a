package io.dbmigration.runner.apply;

import io.dbmigration.contract.Reason;
import io.dbmigration.contract.RunException;
import io.dbmigration.runner.script.Answer;
import java.util.Set;

/** How the server's answer to a script ended. What became of the script is in its row. */
enum Ending {
    /** No error, and no transaction is open. */
    DONE,
    /** No error, but the script left a transaction open. */
    LEFT_OPEN,
    /** The server answered with an error. */
    REFUSED,
    /** As before, with one of the codes that another try may not meet. */
    LOCKED,
    /** Our own cancel: the pod is taken away. */
    CANCELLED,
    /** Our own cancel: the run's timeout. */
    TIMED_OUT,
    /** 57P01 without a cause of ours: a person or a restart. */
    TERMINATED,
    /** The connection is lost. */
    CUT,
    /** The runner itself could not take the answer. */
    OVERWHELMED;

    private static final Set<String> WORTH_ANOTHER_TRY = Set.of("55P03", "40P01", "40001");
    private static final String CANCELED = "57014";
    private static final String ADMIN_SHUTDOWN = "57P01";

    static Ending of(Answer answer, ApplyContext context) {
        var session = context.session();
        var error = answer.error();
        if (error == null) {
            return session.idle() ? DONE : LEFT_OPEN;
        }
        if (error.getCause() instanceof OutOfMemoryError) {
            return OVERWHELMED;
        }
        if (isClosed(context)) {
            return lost(answer, context);
        }
        if (answer.sqlState().equals(CANCELED) && context.cancellation().isRequested()) {
            return ownCancel(context);
        }
        return WORTH_ANOTHER_TRY.contains(answer.sqlState()) ? LOCKED : REFUSED;
    }

    /** What our own stop means for a script that is not running. */
    static Ending ownCancel(ApplyContext context) {
        return context.cancellation().cause().orElseThrow() == Cancellation.Cause.DEADLINE ? TIMED_OUT : CANCELLED;
    }

    /** Nothing was run. @param what the script that would have been next */
    static Outcome stoppedBefore(ApplyContext context, String what) {
        var reason = ownCancel(context) == TIMED_OUT ? Reason.DEADLINE_EXCEEDED : Reason.INTERRUPTED;
        return new Outcome.Failed(new RunException(reason, "The run was told to stop before " + what + " was begun."));
    }

    /** Whether the script's session is of no more use. */
    boolean lostConnection() {
        return this == TERMINATED || this == CUT || this == OVERWHELMED;
    }

    /** Whether somebody or something stopped the script, not the database its content. */
    boolean cutOff() {
        return this == CANCELLED || this == TIMED_OUT || this == TERMINATED || this == CUT;
    }

    private static Ending lost(Answer answer, ApplyContext context) {
        if (context.cancellation().isRequested()) {
            return ownCancel(context);
        }
        return answer.sqlState().equals(ADMIN_SHUTDOWN) ? TERMINATED : CUT;
    }

    private static boolean isClosed(ApplyContext context) {
        try {
            return context.session().connection().isClosed();
        } catch (java.sql.SQLException unknown) {
            return true;
        }
    }
}
