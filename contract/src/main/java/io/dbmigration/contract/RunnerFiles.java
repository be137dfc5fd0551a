package io.dbmigration.contract;

/** Where things lie in the runner's pod. */
public final class RunnerFiles {

    /** Holds the {@link RunRequest} as JSON, every {@code $} written {@code \}{@code u0024}: Kubernetes expands {@code $(…)} and {@code $$}. */
    public static final String REQUEST_VARIABLE = "DBMIGRATION_REQUEST";

    /** The one writable folder of the pod. */
    public static final String WORK = "/tmp";

    public static final String BUNDLE = "/dbmigration/bundle";
    public static final String BACKUP = "/dbmigration/backup";

    /** The volume of the backup that is brought back or looked at, read-only. */
    public static final String RESTORE = "/dbmigration/restore";

    /** One folder for each Secret, {@code secrets/<name>}, and for each ConfigMap, {@code configmaps/<name>}. */
    public static final String VALUES = "/dbmigration/values";

    public static final String TERMINATION_MESSAGE = "/dev/termination-log";

    private RunnerFiles() {}
}
