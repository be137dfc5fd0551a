package io.dbmigration.runner.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;

/** A bundle in the Prisma layout, written for one test. */
public record TestBundle(Path folder) {

    public static TestBundle in(Path folder) throws IOException {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("migration_lock.toml"), "provider = \"postgresql\"\n");
        return new TestBundle(folder);
    }

    public TestBundle with(String migration, String script) throws IOException {
        Files.writeString(Files.createDirectories(folder.resolve(migration)).resolve("migration.sql"), script);
        return this;
    }

    /** The way back of a migration. */
    public TestBundle withRollback(String migration, String script) throws IOException {
        Files.writeString(Files.createDirectories(folder.resolve(migration)).resolve("rollback.sql"), script);
        return this;
    }

    public TestBundle without(String migration) throws IOException {
        try (var tree = Files.walk(folder.resolve(migration))) {
            for (var path : tree.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
        return this;
    }
}
