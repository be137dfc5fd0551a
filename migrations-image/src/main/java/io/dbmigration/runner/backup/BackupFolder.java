package io.dbmigration.runner.backup;

import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;

/** The folder of one backup: {@code <run>.partial} until everything in it is on the disk, then {@code <run>}, in one step. */
final class BackupFolder implements AutoCloseable {

    static final String DUMP = "database.dump";

    private static final String PARTIAL = ".partial";

    private final Path storage;
    private final Path partial;
    private final Path whole;
    private boolean finished;

    private BackupFolder(Path storage, Path partial, Path whole) {
        this.storage = storage;
        this.partial = partial;
        this.whole = whole;
    }

    /** What killed runs of the same database left behind goes: this run holds the database's lock, so nobody writes there. */
    static BackupFolder create(Path storage, BackupPlace place) throws IOException {
        var database = storage.resolve(place.database());
        createPrivate(storage, database);
        for (var leftover : partials(database)) {
            delete(leftover);
        }
        var whole = database.resolve(place.run());
        for (var again = 2; Files.exists(whole); again++) {
            whole = database.resolve(place.run() + "-" + again);
        }
        var partial = whole.resolveSibling(whole.getFileName() + PARTIAL);
        createPrivate(database, partial);
        return new BackupFolder(storage, partial, whole);
    }

    Path dump() {
        return partial.resolve(DUMP);
    }

    /** Where it will be, relative to the storage. */
    String path() {
        return storage.relativize(whole).toString();
    }

    /** A new file that only its owner reads. */
    static FileOutputStream createFile(Path file) throws IOException {
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        return new FileOutputStream(file.toFile());
    }

    /** From here on the backup exists. */
    void finish(BackupManifest manifest) throws IOException {
        try (var file = createFile(partial.resolve(BackupManifest.FILE))) {
            file.write(manifest.json());
            file.getFD().sync();
        }
        sync(partial);
        Files.move(partial, whole, StandardCopyOption.ATOMIC_MOVE);
        finished = true;
        for (var folder = whole.getParent();
                folder != null && folder.startsWith(storage);
                folder = folder.getParent()) {
            sync(folder);
        }
    }

    /** Removes what is not finished. */
    @Override
    public void close() throws IOException {
        if (!finished) {
            delete(partial);
        }
    }

    private static List<Path> partials(Path database) throws IOException {
        try (var entries = Files.list(database)) {
            return entries.filter(entry -> entry.getFileName().toString().endsWith(PARTIAL))
                    .toList();
        }
    }

    /** Folders below {@code from} that are missing, each for its owner alone. */
    private static void createPrivate(Path from, Path folder) throws IOException {
        var permissions = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
        var path = from;
        for (var part : from.relativize(folder)) {
            path = path.resolve(part);
            if (!Files.isDirectory(path)) {
                Files.createDirectory(path, permissions);
            }
        }
    }

    private static void sync(Path folder) throws IOException {
        try (var channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (var tree = Files.walk(folder)) {
            for (var path : tree.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
