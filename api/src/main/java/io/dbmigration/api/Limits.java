package io.dbmigration.api;

/** Bounds of the schema. A status beyond them is refused as a whole, so its writer cuts to them. */
public final class Limits {

    /** The newest migrations that the status lists. */
    public static final int STATUS_MIGRATIONS = 50;

    public static final int STATUS_PENDING = 1000;
    public static final int STATUS_NOTICES = 20;

    /** Of any text in a status, in characters; a run's result and its log lines are shorter. */
    public static final int STATUS_TEXT = 8192;

    static final int NAME = 253;
    static final int KEY = 253;
    static final int MIGRATION = 255;
    static final int TEXT = 1024;
    static final int DURATION = 16;

    private Limits() {}
}
