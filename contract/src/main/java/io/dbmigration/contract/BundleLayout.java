package io.dbmigration.contract;

import java.util.Optional;

/** The Prisma layout of a bundle, and how the keys of a ConfigMap map to it. */
public final class BundleLayout {

    public static final String LOCK_FILE = "migration_lock.toml";
    public static final String SCRIPT = "migration.sql";
    public static final String ROLLBACK = "rollback.sql";

    /** The one binary key that carries a whole folder. */
    public static final String ARCHIVE_KEY = "migrations.tgz";

    private static final String ROLLBACK_KEY_SUFFIX = ".rollback.sql";
    private static final String SCRIPT_KEY_SUFFIX = ".sql";

    private BundleLayout() {}

    /** The path inside the bundle for a ConfigMap's key; empty for keys that are no part of a bundle. */
    public static Optional<String> pathOfKey(String key) {
        if (key.equals(LOCK_FILE)) {
            return Optional.of(LOCK_FILE);
        }
        return inFolder(key, ROLLBACK_KEY_SUFFIX, ROLLBACK).or(() -> inFolder(key, SCRIPT_KEY_SUFFIX, SCRIPT));
    }

    /** Whether a path with {@code /} between its parts, relative to the bundle's root, counts for the digest. */
    public static boolean counts(String path) {
        if (path.equals(LOCK_FILE)) {
            return true;
        }
        var slash = path.indexOf('/');
        var file = path.substring(slash + 1);
        return slash > 0 && (file.equals(SCRIPT) || file.equals(ROLLBACK));
    }

    private static Optional<String> inFolder(String key, String suffix, String file) {
        return key.endsWith(suffix) && key.length() > suffix.length()
                ? Optional.of(key.substring(0, key.length() - suffix.length()) + "/" + file)
                : Optional.empty();
    }
}
