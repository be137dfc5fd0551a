package io.dbmigration.runner.backup;

import java.io.IOException;
import java.util.List;

/** A place for backups: a mounted volume, or a bucket. */
public interface BackupStorage extends StoredBackups {

    /**
     * Begins one backup. What killed runs of the same database left behind goes: this run holds the database's lock, so nobody writes
     * there.
     *
     * @param databaseSize in bytes, to judge by it whether the dump will fit
     * @throws io.dbmigration.contract.RunException StorageUnavailable: there is no room, with both numbers
     */
    NewBackup begin(BackupPlace place, long databaseSize) throws IOException;

    /** The names of the topmost folders, one for each cluster; {@code dbm} has others there. */
    List<String> clusters() throws IOException;

    /**
     * The paths of all backups below a folder.
     *
     * @param folder relative to the storage, with {@code /} between its parts
     */
    List<String> paths(String folder) throws IOException;

    /** Another manifest in place of the present one, in one step. */
    void replaceManifest(String path, BackupManifest manifest) throws IOException;

    /** Removes one backup. Cut off in the middle it is no backup any more, and the rest goes with the next {@link #begin}. */
    void delete(String path) throws IOException;
}
