package io.dbmigration.contract;

import org.jspecify.annotations.Nullable;

/** Ends a run, or refuses it before anything changed, with a reason of the one list. Its message is for people and holds no secret. */
public class RunException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Reason reason;
    private final transient @Nullable Failure failure;

    public RunException(Reason reason, String message) {
        this(reason, message, null, null);
    }

    public RunException(Reason reason, String message, @Nullable Throwable cause) {
        this(reason, message, null, cause);
    }

    /** @param failure where it happened, when it concerns one migration */
    public RunException(Reason reason, String message, @Nullable Failure failure, @Nullable Throwable cause) {
        super(message, cause);
        this.reason = reason;
        this.failure = failure;
    }

    public Reason reason() {
        return reason;
    }

    public @Nullable Failure failure() {
        return failure;
    }
}
