package io.dbmigration.runner.backup;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Backups in a folder: a mounted volume, or any folder for {@code dbm}. */
public record VolumeBackups(Path storage) implements StoredBackups {

    @Override
    public Optional<BackupManifest> manifest(String path) throws IOException {
        return BackupManifest.read(folder(path));
    }

    @Override
    public InputStream dump(String path) throws IOException {
        return Files.newInputStream(folder(path).resolve(BackupFolder.DUMP));
    }

    @Override
    public String location(String path) {
        return storage.resolve(path).toString();
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
