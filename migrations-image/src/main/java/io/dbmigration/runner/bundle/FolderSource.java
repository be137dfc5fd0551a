package io.dbmigration.runner.bundle;

import io.dbmigration.contract.BundleLayout;
import io.dbmigration.contract.Reason;
import io.dbmigration.contract.RunException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads a mounted folder. Unlike Prisma it follows links, because in a ConfigMap's volume everything is one: through {@code ..data}
 * into {@code ..<time>}; names that start with {@code ..} are that machinery. No link leads out of the root.
 */
final class FolderSource {

    private static final List<String> FILES_OF_A_MIGRATION = List.of(BundleLayout.SCRIPT, BundleLayout.ROLLBACK);

    private final Path root;
    private final Path realRoot;
    private final Map<String, byte[]> contents = new HashMap<>();
    private final Set<String> folders = new HashSet<>();
    private long total;

    private FolderSource(Path root) throws IOException {
        this.root = root;
        this.realRoot = root.toRealPath();
    }

    static BundleFiles read(Path root) {
        try {
            if (!Files.isDirectory(root)) {
                return new BundleFiles(Set.of(), Map.of());
            }
            return new FolderSource(root).read();
        } catch (IOException unreadable) {
            throw new RunException(
                    Reason.BUNDLE_INVALID, "The bundle cannot be read: " + unreadable.getMessage() + ".", unreadable);
        }
    }

    private BundleFiles read() throws IOException {
        var names = names(root);
        if (names.equals(List.of(BundleLayout.ARCHIVE_KEY))) {
            var archive = root.resolve(BundleLayout.ARCHIVE_KEY);
            return ArchiveSource.read(bytes(
                    archive, Files.readAttributes(archive, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)));
        }
        for (var name : names) {
            var path = root.resolve(name);
            if (isFolder(path)) {
                readMigration(name, path);
            } else if (name.equals(BundleLayout.LOCK_FILE)) {
                take(name, path);
            }
        }
        return new BundleFiles(folders, contents);
    }

    private boolean isFolder(Path path) throws IOException {
        var found = attributes(path);
        if (found != null && found.isSymbolicLink() && Files.isDirectory(path)) {
            requireInside(path);
            return true;
        }
        return found != null && found.isDirectory();
    }

    private void readMigration(String name, Path folder) throws IOException {
        if (!Files.isExecutable(folder)) {
            // Its script would look missing.
            throw new RunException(
                    Reason.BUNDLE_INVALID, "The folder '" + name + "' of the bundle may not be read by this user.");
        }
        folders.add(name);
        var listed = folder.toFile().list();
        for (var file : FILES_OF_A_MIGRATION) {
            if (mayHold(listed, file)) {
                take(name + "/" + file, folder.resolve(file));
            }
        }
        for (var file : Prisma8.FILES) {
            if (mayHold(listed, file) && Files.exists(folder.resolve(file))) {
                contents.put(name + "/" + file, new byte[0]);
            }
        }
    }

    /**
     * To ask for a file that is not there ends in an exception, which takes longer than to read one.
     *
     * @param listed null: the folder may not be listed, though its files may be read
     */
    private static boolean mayHold(String @Nullable [] listed, String file) {
        return listed == null || Arrays.asList(listed).contains(file);
    }

    private void take(String name, Path file) throws IOException {
        var found = attributes(file);
        // A link that leads nowhere is said, not taken for a file that is not there: it might lead somewhere later.
        if (found != null && (found.isRegularFile() || found.isSymbolicLink())) {
            contents.put(name, bytes(file, found));
        }
    }

    private byte[] bytes(Path file, BasicFileAttributes found) throws IOException {
        if (found.isSymbolicLink()) {
            requireInside(file);
        }
        total += found.isSymbolicLink() ? Files.size(file) : found.size();
        BundleLimits.requireSize(total);
        return Files.readAllBytes(file);
    }

    /** Of the link itself, where it is one; null: nothing is there. */
    private static @Nullable BasicFileAttributes attributes(Path path) throws IOException {
        try {
            return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        } catch (NoSuchFileException missing) {
            return null;
        }
    }

    /** What is no link lies where its folder does. */
    private void requireInside(Path link) throws IOException {
        try {
            if (!link.toRealPath().startsWith(realRoot)) {
                throw new RunException(
                        Reason.BUNDLE_INVALID,
                        "'" + root.relativize(link) + "' of the bundle is a link that leads out of it.");
            }
        } catch (NoSuchFileException dangling) {
            throw new RunException(
                    Reason.BUNDLE_INVALID,
                    "'" + root.relativize(link) + "' of the bundle is a link that leads nowhere.",
                    dangling);
        }
    }

    private static List<String> names(Path folder) throws IOException {
        try (var children = Files.list(folder)) {
            var names = children.map(child -> child.getFileName().toString())
                    .filter(name -> !name.startsWith(".."))
                    .sorted()
                    .toList();
            BundleLimits.requireCount(names.size());
            return names;
        }
    }
}
