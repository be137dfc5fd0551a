package io.dbmigration.runner.backup;

import io.dbmigration.contract.RunRequest.VerifyLevel;
import java.nio.file.Path;

/**
 * What backup is wanted.
 *
 * @param storage folder of the mounted storage
 */
public record BackupOrder(Path storage, BackupPlace place, VerifyLevel verify) {}
