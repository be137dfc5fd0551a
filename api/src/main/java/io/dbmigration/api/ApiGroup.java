package io.dbmigration.api;

/** What all kinds of this API share. */
public final class ApiGroup {

    public static final String GROUP = "dbmigration.io";
    public static final String VERSION = "v1beta1";

    /** {@code kubectl get migrations} lists all kinds. */
    public static final String CATEGORY = "migrations";

    private ApiGroup() {}
}
