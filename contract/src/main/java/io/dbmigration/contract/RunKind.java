package io.dbmigration.contract;

/** What one run does; one Job is one run. */
public enum RunKind {
    Deploy,
    /** Corrects the history by hand, as {@code prisma migrate resolve}. */
    Resolve
}
