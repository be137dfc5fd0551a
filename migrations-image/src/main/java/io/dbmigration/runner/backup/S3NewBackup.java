package io.dbmigration.runner.backup;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Optional;

/** One backup on its way to a bucket: the dump, and when it has been read back, its manifest. */
final class S3NewBackup implements NewBackup {

    private final S3Objects objects;
    private final String path;
    private final S3Upload upload;
    private boolean completed;
    private boolean finished;

    S3NewBackup(S3Objects objects, String path, S3Upload upload) {
        this.objects = objects;
        this.path = path;
        this.upload = upload;
    }

    @Override
    public String path() {
        return path;
    }

    @Override
    public void write(byte[] buffer, int length) throws IOException {
        upload.write(buffer, length);
    }

    @Override
    public void complete() throws IOException {
        upload.complete();
        completed = true;
    }

    @Override
    public InputStream read() throws IOException {
        return objects.read(path + "/" + BackupFolder.DUMP);
    }

    @Override
    public ReadBack readBack() throws IOException {
        return new ReadBack(read());
    }

    @Override
    public Optional<Path> file() {
        return Optional.empty();
    }

    @Override
    public void finish(BackupManifest manifest) throws IOException {
        objects.put(path + "/" + BackupManifest.FILE, manifest.json());
        finished = true;
    }

    /** Where it is not known whether the last request was carried out, both are removed. */
    @Override
    public void close() throws IOException {
        if (finished) {
            return;
        }
        if (!completed) {
            upload.abort();
        }
        objects.delete(path + "/" + BackupManifest.FILE);
        objects.delete(path + "/" + BackupFolder.DUMP);
    }
}
