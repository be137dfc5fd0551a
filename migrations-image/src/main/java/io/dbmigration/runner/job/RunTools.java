package io.dbmigration.runner.job;

import io.dbmigration.runner.backup.PgTools;
import io.dbmigration.runner.report.Report;
import java.nio.file.Path;
import java.time.Clock;

/**
 * What a run works with, whatever it is asked to do.
 *
 * @param workFolder writable, for certificates
 */
public record RunTools(PgTools programs, Path workFolder, Report report, StopSignal stop, Clock clock) {}
