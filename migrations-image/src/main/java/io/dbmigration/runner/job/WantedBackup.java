package io.dbmigration.runner.job;

import io.dbmigration.runner.backup.BackupOrder;
import io.dbmigration.runner.database.ConnectionSettings;
import java.time.Duration;

/**
 * One backup on demand; all values are read.
 *
 * @param run id of the run
 * @param advisoryLock how long to wait for a migration that is under way
 */
public record WantedBackup(String run, ConnectionSettings database, BackupOrder backup, Duration advisoryLock) {}
