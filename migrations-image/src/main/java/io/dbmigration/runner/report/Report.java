package io.dbmigration.runner.report;

import io.dbmigration.contract.ReportLine.FoundBackup;
import io.dbmigration.contract.ReportLine.MigrationState;
import io.dbmigration.contract.ReportLine.Progress;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/** Hears what a run has to tell while it works; from any thread. Nothing is decided from it. */
public interface Report {

    void progress(Progress progress);

    /**
     * What is going to be applied.
     *
     * @param pending names, in their order
     * @param statements in all of them together
     * @param digest of the scripts; asked for by those who tell it
     */
    void plan(List<String> pending, int statements, Supplier<String> digest);

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
