package io.dbmigration.e2e.prisma;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;

/** The bundle of one run, which its history changes. */
record BundleFolder(Path path) {

    void migration(String name, String script) throws IOException {
        file(name + "/migration.sql", script);
    }

    void file(String name, String text) throws IOException {
        file(name, text.getBytes(StandardCharsets.UTF_8));
    }

    void file(String name, byte[] bytes) throws IOException {
        var file = path.resolve(name);
        Files.createDirectories(file.getParent());
        Files.write(file, bytes);
    }

    void folder(String name) throws IOException {
        Files.createDirectories(path.resolve(name));
    }

    void link(String name, String target) throws IOException {
        Files.createDirectories(path.resolve(name).getParent());
        Files.createSymbolicLink(path.resolve(name), Path.of(target));
    }

    /** A file, or a folder with all that it holds. */
    void delete(String name) throws IOException {
        try (var tree = Files.walk(path.resolve(name))) {
            for (var entry : tree.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(entry);
            }
        }
    }
}
