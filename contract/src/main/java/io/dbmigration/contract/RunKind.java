package io.dbmigration.contract;

/** What one run does; one Job is one run. */
public enum RunKind {
    Deploy,
    /** Corrects the history by hand, as {@code prisma migrate resolve}. */
    Resolve,
    /** Runs {@code rollback.sql}, newest first. */
    Rollback,
    /** Takes one backup that a person asked for. */
    Backup,
    /** Brings one backup back, as a new database or in place of the present one. */
    Restore,
    /** Looks what backups lie in the storage; changes nothing. */
    Inspect
}
