package io.dbmigration.runner.backup;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** The backups of one storage, to be read. A path is a backup's folder in the storage, as its receipt has it. */
public interface StoredBackups {

    /** Empty: there is no backup, for one without a manifest is none. */
    Optional<BackupManifest> manifest(String path) throws IOException;

    /** The dump's bytes from the first on; whoever reads them compares the checksum. */
    InputStream dump(String path) throws IOException;

    /** Where a backup lies, for people. */
    String location(String path);
}
