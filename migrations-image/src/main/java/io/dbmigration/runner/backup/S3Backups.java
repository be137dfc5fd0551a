package io.dbmigration.runner.backup;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Backups in a bucket. A dump without a manifest is none; it may be under way, or what a killed run left. */
public final class S3Backups implements BackupStorage {

    private static final String MANIFEST = "/" + BackupManifest.FILE;

    private final S3Settings settings;
    private final S3Access access;
    private final S3Objects objects;

    public S3Backups(S3Settings settings) {
        this.settings = settings;
        this.access = new S3Access(settings);
        this.objects = new S3Objects(access);
    }

    @Override
    public NewBackup begin(BackupPlace place, long databaseSize) throws IOException {
        var database = place.database().toString();
        removeUnfinished(database);
        var finished = Set.copyOf(paths(database));
        removeWithoutManifest(database, finished);
        var path = database + "/" + place.run();
        for (var again = 2; finished.contains(path); again++) {
            path = database + "/" + place.run() + "-" + again;
        }
        var sizes = new PartSize(databaseSize, Runtime.getRuntime().maxMemory());
        return new S3NewBackup(
                objects, path, S3Upload.begin(access, settings.key(path + "/" + BackupFolder.DUMP), sizes));
    }

    @Override
    public List<String> clusters() throws IOException {
        return objects.topFolders();
    }

    @Override
    public List<String> paths(String folder) throws IOException {
        return objects.list(folder).stream()
                .filter(path -> path.endsWith(MANIFEST))
                .map(S3Backups::folder)
                .toList();
    }

    @Override
    public Optional<BackupManifest> manifest(String path) throws IOException {
        return objects.get(path + MANIFEST).flatMap(BackupManifest::parse);
    }

    @Override
    public InputStream dump(String path) throws IOException {
        return objects.read(path + "/" + BackupFolder.DUMP);
    }

    @Override
    public void replaceManifest(String path, BackupManifest manifest) throws IOException {
        objects.put(path + MANIFEST, manifest.json());
    }

    @Override
    public void delete(String path) throws IOException {
        objects.delete(path + MANIFEST);
        for (var rest : objects.list(path)) {
            objects.delete(rest);
        }
    }

    @Override
    public String location(String path) {
        return settings.location(path);
    }

    /** Who may not list uploads can still take backups; a lifecycle rule of the bucket clears up there. */
    private void removeUnfinished(String database) throws IOException {
        try {
            for (var upload : objects.unfinished(database)) {
                S3Upload.abort(access, upload.key(), upload.uploadId());
            }
        } catch (IOException failure) {
            if (!S3Failure.isRefused(failure)) {
                throw failure;
            }
        }
    }

    private void removeWithoutManifest(String database, Set<String> finished) throws IOException {
        for (var object : objects.list(database)) {
            if (object.endsWith("/" + BackupFolder.DUMP) && !finished.contains(folder(object))) {
                objects.delete(object);
            }
        }
    }

    private static String folder(String object) {
        return object.substring(0, object.lastIndexOf('/'));
    }
}
