package io.dbmigration.runner.report;

import io.dbmigration.contract.ReportLine.MigrationState;
import io.dbmigration.contract.ReportLine.Plan;
import io.dbmigration.contract.ReportLine.Progress;
import java.util.List;

/** Hears what a run has to tell while it works; from any thread. Nothing is decided from it. */
public interface Report {

    void progress(Progress progress);

    void plan(Plan plan);

    void migrations(List<MigrationState> migrations);

    /** A sentence for people. */
    void say(String sentence);
}
