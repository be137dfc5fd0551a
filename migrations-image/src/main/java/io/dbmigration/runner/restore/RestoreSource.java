package io.dbmigration.runner.restore;

import io.dbmigration.runner.backup.StoredBackups;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Which backup is to be brought back.
 *
 * @param path of the backup in its storage
 * @param sha256 of its dump, as the person saw it; null: what its manifest says
 * @param ownFolder of the backups of this very resource; null: the path may lie anywhere
 */
public record RestoreSource(
        StoredBackups backups,
        String path,
        @Nullable String sha256,
        @Nullable Path ownFolder) {}
