package io.dbmigration.runner.job;

/** Why a run has to stop before its end. */
enum StopCause {
    /** SIGTERM: the pod is taken away. */
    TERMINATED,
    /** The request's own timeout. */
    DEADLINE
}
