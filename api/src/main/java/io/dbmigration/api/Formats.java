package io.dbmigration.api;

/** Patterns of the schema. */
final class Formats {

    static final String OBJECT_NAME = "^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$";
    static final String KEY = "^[-._a-zA-Z0-9]+$";
    static final String DIGEST = "^sha256:[0-9a-f]{64}$";
    static final String NO_SPACE = "^[^\\s]+$";
    static final String ABSOLUTE_PATH = "^/";

    static final String CHECKSUM = "^[0-9a-f]{64}$";
    static final String TIME =
            "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\\.[0-9]{1,9})?(Z|[+-][0-9]{2}:[0-9]{2})$";

    private Formats() {}
}
