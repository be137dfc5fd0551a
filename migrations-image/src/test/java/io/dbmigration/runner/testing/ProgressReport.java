package io.dbmigration.runner.testing;

import io.dbmigration.contract.ReportLine.MigrationState;
import io.dbmigration.runner.report.Report;
import java.util.List;
import java.util.function.Supplier;

/** Hears progress and nothing else. */
@FunctionalInterface
public interface ProgressReport extends Report {

    @Override
    default void plan(List<String> pending, int statements, Supplier<String> digest) {}

    @Override
    default void migrations(Supplier<List<MigrationState>> migrations) {}

    @Override
    default void say(String sentence) {}
}
