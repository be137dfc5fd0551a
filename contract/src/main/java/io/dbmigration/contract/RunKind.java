package io.dbmigration.contract;

/** What one run does; one Job is one run. */
public enum RunKind {
    Deploy
}
