package io.dbmigration.e2e.acceptance;

import io.dbmigration.contract.BundleDigest;
import io.dbmigration.contract.BundleLayout;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/** A bundle as the keys of a ConfigMap. */
record TestBundle(Map<String, String> keys) {

    private static final Path BASEFLY = Path.of("..", "samples", "basefly", "prisma", "migrations");

    static TestBundle empty() {
        return new TestBundle(Map.of());
    }

    /** Only the lock file. */
    static TestBundle postgresql() {
        return new TestBundle(Map.of(BundleLayout.LOCK_FILE, "provider = \"postgresql\"\n"));
    }

    /** The sample: nine migrations with their rollbacks. */
    static TestBundle basefly() {
        var keys = new TreeMap<String, String>(postgresql().keys());
        try (var folders = Files.list(BASEFLY)) {
            for (var folder : folders.filter(Files::isDirectory).toList()) {
                put(keys, folder.getFileName() + ".sql", folder.resolve(BundleLayout.SCRIPT));
                put(keys, folder.getFileName() + ".rollback.sql", folder.resolve(BundleLayout.ROLLBACK));
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return new TestBundle(keys);
    }

    TestBundle with(String migration, String sql) {
        return withKey(migration + ".sql", sql);
    }

    TestBundle withKey(String key, String content) {
        var more = new LinkedHashMap<>(keys);
        more.put(key, content);
        return new TestBundle(more);
    }

    TestBundle without(String migration) {
        var fewer = new LinkedHashMap<>(keys);
        fewer.remove(migration + ".sql");
        fewer.remove(migration + ".rollback.sql");
        return new TestBundle(fewer);
    }

    String digest() {
        var files = new TreeMap<String, byte[]>();
        keys.forEach((key, content) -> BundleLayout.pathOfKey(key)
                .ifPresent(path -> files.put(path, content.getBytes(StandardCharsets.UTF_8))));
        return BundleDigest.ofBundle(files);
    }

    private static void put(Map<String, String> keys, String key, Path file) throws IOException {
        if (Files.exists(file)) {
            keys.put(key, Files.readString(file));
        }
    }
}
