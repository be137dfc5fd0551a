package io.dbmigration.runner.report;

import io.dbmigration.contract.ReportLine.FoundBackup;
import io.dbmigration.contract.ReportLine.MigrationState;
import io.dbmigration.contract.ReportLine.Plan;
import io.dbmigration.contract.ReportLine.Progress;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/** Hears what a run has to tell while it works; from any thread. Nothing is decided from it. */
public interface Report {

    void progress(Progress progress);

    void plan(Plan plan);

    /** @param migrations asked for by those who tell of each */
    void migrations(Supplier<List<MigrationState>> migrations);

    /** What a storage holds; only a Job is asked for it. */
    default void backups(List<FoundBackup> backups) {}

    /** A sentence for people. */
    void say(String sentence);

    /** How often a number that grows is worth a line. */
    default Duration interval() {
        return Duration.ofSeconds(1);
    }
}
