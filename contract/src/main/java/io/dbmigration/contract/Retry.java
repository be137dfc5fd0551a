package io.dbmigration.contract;

/**
 * When the operator tries again by itself after a result.
 *
 * @param kind how the wait is chosen
 * @param failsAt the streak (same reason in a row, 1 = first) from which the phase is Failed; 0: never
 */
public record Retry(Kind kind, int failsAt) {

    /** How the wait before the next run is chosen. */
    public enum Kind {
        /** Not at all: the state is good, or only a person can go on. */
        NONE,
        /** From 10 s, doubled up to 5 min, for ever. */
        BACKOFF,
        /** As {@link #BACKOFF} until the streak reaches {@code failsAt}; then every 5 min, while the phase is Failed. */
        BACKOFF_THEN_FAILED,
        /** At once until the streak reaches {@code failsAt}; then only a person goes on. */
        AT_ONCE_THEN_FAILED,
        /** Kubernetes itself tries to start the pod until the Job's deadline. */
        KUBERNETES,
        /** Judged again when another resource changes or goes. */
        ON_CHANGE
    }

    static Retry none() {
        return new Retry(Kind.NONE, 0);
    }

    static Retry backoff() {
        return new Retry(Kind.BACKOFF, 0);
    }

    static Retry backoffThenFailed(int failsAt) {
        return new Retry(Kind.BACKOFF_THEN_FAILED, failsAt);
    }

    static Retry atOnceThenFailed(int failsAt) {
        return new Retry(Kind.AT_ONCE_THEN_FAILED, failsAt);
    }
}
