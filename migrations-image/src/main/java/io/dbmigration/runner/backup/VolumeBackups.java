package io.dbmigration.runner.backup;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Backups in a folder: a mounted volume, or any folder for {@code dbm}. */
public final class VolumeBackups implements BackupStorage {

    private final Path storage;
    private final RoomCheck room;
    private final MissingFolder missing;

    /** What a backup does where the folder itself is missing. */
    private enum MissingFolder {
        /** A volume that is not mounted: a backup beside it would be lost with the pod. */
        REFUSED,
        MADE
    }

    public VolumeBackups(Path storage) {
        this(storage, path -> Files.getFileStore(path).getUsableSpace());
    }

    VolumeBackups(Path storage, RoomCheck.FreeSpace freeSpace) {
        this(storage, freeSpace, MissingFolder.REFUSED);
    }

    private VolumeBackups(Path storage, RoomCheck.FreeSpace freeSpace, MissingFolder missing) {
        this.missing = missing;
        this.storage = storage;
        this.room = new RoomCheck(freeSpace);
    }

    /** In a folder that the first backup makes, with its parents, for the owner alone. */
    public static VolumeBackups made(Path storage) {
        return new VolumeBackups(storage, path -> Files.getFileStore(path).getUsableSpace(), MissingFolder.MADE);
    }

    @Override
    public NewBackup begin(BackupPlace place, long databaseSize) throws IOException {
        if (missing == MissingFolder.MADE) {
            BackupFolder.createPrivate(storage);
        }
        requireStorage();
        room.require(storage, storage.resolve(place.database()), databaseSize);
        return BackupFolder.create(storage, place);
    }

    @Override
    public List<String> clusters() throws IOException {
        requireStorage();
        try (var entries = Files.list(storage)) {
            return entries.filter(Files::isDirectory)
                    .map(entry -> entry.getFileName().toString())
                    .sorted()
                    .toList();
        }
    }

    @Override
    public List<String> paths(String folder) throws IOException {
        requireStorage();
        return BackupFolder.finished(folder(folder)).stream()
                .map(found -> storage.relativize(found).toString())
                .toList();
    }

    @Override
    public Optional<BackupManifest> manifest(String path) throws IOException {
        return BackupManifest.read(folder(path));
    }

    @Override
    public InputStream dump(String path) throws IOException {
        return Files.newInputStream(folder(path).resolve(BackupFolder.DUMP));
    }

    @Override
    public void replaceManifest(String path, BackupManifest manifest) throws IOException {
        BackupFolder.replaceManifest(folder(path), manifest);
    }

    @Override
    public void delete(String path) throws IOException {
        BackupFolder.remove(folder(path));
    }

    @Override
    public String location(String path) {
        return storage.resolve(path).toString();
    }

    private void requireStorage() throws IOException {
        if (!Files.isDirectory(storage)) {
            throw new IOException("there is no folder " + storage);
        }
    }

    /** @throws IOException a path that leads out of the storage */
    private Path folder(String path) throws IOException {
        var folder = storage.resolve(path).normalize();
        if (!folder.startsWith(storage.normalize())) {
            throw new IOException(path + " is no path inside the storage");
        }
        return folder;
    }
}
