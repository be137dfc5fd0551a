package io.dbmigration.operator.run;

import java.util.Map;

/** The labels, annotations and finalizers by which this operator knows its own. */
public final class Marks {

    /** Of all that is ours. */
    public static final String PREFIX = "dbmigration.io/";

    /** UID of the DatabaseMigration, on Jobs and pods. */
    public static final String UID_LABEL = "dbmigration.io/uid";

    public static final String KIND_LABEL = "dbmigration.io/kind";

    public static final String MANAGED_BY_LABEL = "app.kubernetes.io/managed-by";
    public static final String MANAGED_BY = "database-migration-operator";

    /** Set by Kubernetes on the pods of a Job. */
    public static final String JOB_NAME_LABEL = "batch.kubernetes.io/job-name";

    /** Set by a person to start over, with a value that was not there before. */
    public static final String RETRY_ANNOTATION = "dbmigration.io/retry-requested";

    /** Set by a person to get receipts for all backups that lie in the storage, with a value that was not there before. */
    public static final String REBUILD_ANNOTATION = "dbmigration.io/rebuild-receipts";

    /** Set by kubectl-dbm on a request; nobody has proven it. */
    public static final String REQUESTED_BY_ANNOTATION = "dbmigration.io/requested-by";

    /** Keeps a pod until its result is in the status. */
    public static final String RESULT_FINALIZER = "dbmigration.io/result";

    /** Keeps a DatabaseMigration while a run is under way. */
    public static final String RUN_FINALIZER = "dbmigration.io/run-under-way";

    public static final String RUNNER_CONTAINER = "runner";
    public static final String BUNDLE_CONTAINER = "bundle";

    private Marks() {}

    /** What all objects of one resource carry. */
    public static Map<String, String> labels(String uid) {
        return Map.of(
                MANAGED_BY_LABEL, MANAGED_BY, "app.kubernetes.io/name", "database-migration-runner", UID_LABEL, uid);
    }
}
