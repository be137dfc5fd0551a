package io.dbmigration.api;

/**
 * What a field means when nobody sets it. The CRDs carry these values, so that people see them; the records fall back to them,
 * because an object stored before a field existed has none.
 */
public final class Defaults {

    public static final String TIMEOUT = "1h";
    public static final String ADVISORY_LOCK_TIMEOUT = "5m";
    public static final String LOCK_TIMEOUT = "2s";
    public static final String LOCK_BUDGET = "10m";
    public static final String AHEAD = "Block";
    public static final String MISSING = "Warn";
    public static final String EDITED = "Warn";
    public static final String OUT_OF_ORDER = "Warn";
    public static final String BACKUP_MODE = "BeforeApply";
    public static final String VERIFY = "Decode";
    public static final String IMAGE_PATH = "/prisma/migrations";
    public static final String HISTORY_LIMIT = "3";
    public static final String ACCESS_KEY_ID = "accessKeyId";
    public static final String SECRET_ACCESS_KEY = "secretAccessKey";
    public static final String RESTORE_MODE = "NewDatabase";

    private Defaults() {}
}
