package io.dbmigration.runner.backup;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Optional;

/** One backup under way; it is none until it is finished. In this order: write, complete, read, finish, close. */
public interface NewBackup extends Closeable {

    /** Where it will be in the storage. */
    String path();

    /** The next bytes of the dump. The buffer is free again when this returns. */
    void write(byte[] buffer, int length) throws IOException;

    /** All of the dump is written; it is now as durable as the storage can make it. */
    void complete() throws IOException;

    /** The dump as the storage has it. */
    InputStream read() throws IOException;

    /** The same, to be compared with what was written: a part of a {@link #file} may have been read back already. Once. */
    ReadBack readBack() throws IOException;

    /** The dump as a file, where it is one. */
    Optional<Path> file();

    /** From here on the backup exists. */
    void finish(BackupManifest manifest) throws IOException;

    /** Removes what is not finished. */
    @Override
    void close() throws IOException;
}
