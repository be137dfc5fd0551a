package io.dbmigration.runner.backup;

import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The folder of one backup: {@code <run>.partial} until everything in it is on the disk, then {@code <run>}, in one step. */
final class BackupFolder implements NewBackup {

    static final String DUMP = "database.dump";

    private static final String PARTIAL = ".partial";

    private static final FileAttribute<Set<PosixFilePermission>> OWNER_ALONE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

    private final Path storage;
    private final Path partial;
    private final Path whole;
    private final FileOutputStream out;
    private final ReadBack readBack;
    private final EarlyFlush flush;
    private boolean finished;

    private BackupFolder(Path storage, Path partial, Path whole) throws IOException {
        this.storage = storage;
        this.partial = partial;
        this.whole = whole;
        this.out = createFile(partial.resolve(DUMP));
        this.readBack = new ReadBack(read());
        this.flush = new EarlyFlush(out.getChannel(), readBack);
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

    @Override
    public String path() {
        return storage.relativize(whole).toString();
    }

    @Override
    public void write(byte[] buffer, int length) throws IOException {
        out.write(buffer, 0, length);
        flush.written(length);
    }

    /** It is on the disk. */
    @Override
    public void complete() throws IOException {
        flush.finish();
        out.close();
    }

    @Override
    public InputStream read() throws IOException {
        return new FileInputStream(dump().toFile());
    }

    @Override
    public ReadBack readBack() {
        return readBack;
    }

    @Override
    public Optional<Path> file() {
        return Optional.of(dump());
    }

    private Path dump() {
        return partial.resolve(DUMP);
    }

    /** A new file that only its owner reads. */
    private static FileOutputStream createFile(Path file) throws IOException {
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        return new FileOutputStream(file.toFile());
    }

    @Override
    public void finish(BackupManifest manifest) throws IOException {
        write(partial.resolve(BackupManifest.FILE), manifest);
        sync(partial);
        Files.move(partial, whole, StandardCopyOption.ATOMIC_MOVE);
        finished = true;
        for (var folder = whole.getParent();
                folder != null && folder.startsWith(storage);
                folder = folder.getParent()) {
            sync(folder);
        }
    }

    @Override
    public void close() throws IOException {
        flush.close();
        readBack.close();
        out.close();
        if (!finished) {
            delete(partial);
        }
    }

    /** A killed run leaves the old manifest, and maybe a new one beside it that nobody reads. */
    static void replaceManifest(Path folder, BackupManifest manifest) throws IOException {
        var next = folder.resolve(BackupManifest.FILE + ".next");
        Files.deleteIfExists(next);
        write(next, manifest);
        Files.move(next, folder.resolve(BackupManifest.FILE), StandardCopyOption.ATOMIC_MOVE);
        sync(folder);
    }

    /** It is no backup any more from the first step on. */
    static void remove(Path folder) throws IOException {
        var partial = folder.resolveSibling(folder.getFileName() + PARTIAL);
        Files.move(folder, partial, StandardCopyOption.ATOMIC_MOVE);
        delete(partial);
    }

    /** Folders of finished backups, at any depth. */
    static List<Path> finished(Path below) throws IOException {
        if (!Files.isDirectory(below)) {
            return List.of();
        }
        try (var tree = Files.walk(below)) {
            return tree.filter(path -> path.endsWith(BackupManifest.FILE))
                    .map(Path::getParent)
                    .filter(folder -> !folder.toString().endsWith(PARTIAL))
                    .sorted()
                    .toList();
        }
    }

    private static void write(Path file, BackupManifest manifest) throws IOException {
        try (var out = createFile(file)) {
            out.write(manifest.json());
            out.getFD().sync();
        }
    }

    private static List<Path> partials(Path database) throws IOException {
        try (var entries = Files.list(database)) {
            return entries.filter(entry -> entry.getFileName().toString().endsWith(PARTIAL))
                    .toList();
        }
    }

    /** With its parents that are missing, each for its owner alone. */
    static void createPrivate(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(folder, OWNER_ALONE);
        }
    }

    /** Folders below {@code from} that are missing, each for its owner alone. */
    private static void createPrivate(Path from, Path folder) throws IOException {
        var path = from;
        for (var part : from.relativize(folder)) {
            path = path.resolve(part);
            if (!Files.isDirectory(path)) {
                Files.createDirectory(path, OWNER_ALONE);
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
