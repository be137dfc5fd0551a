package io.dbmigration.runner.testing;

import io.dbmigration.contract.ReportLine.MigrationState;
import io.dbmigration.contract.ReportLine.Plan;
import io.dbmigration.runner.report.Report;
import java.util.List;

/** Hears progress and nothing else. */
@FunctionalInterface
public interface ProgressReport extends Report {

    @Override
    default void plan(Plan plan) {}

    @Override
    default void migrations(List<MigrationState> migrations) {}

    @Override
    default void say(String sentence) {}
}
