package io.dbmigration.runner.job;

import io.dbmigration.contract.BundleDigest;
import io.dbmigration.runner.apply.PendingMigration;
import io.dbmigration.runner.history.HistoryRow;
import io.dbmigration.runner.report.Report;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What a deploy is going to do.
 *
 * @param rows of the history on which it is based
 * @param scripts to apply, in this order; all of them checked
 */
record DeployPlan(List<HistoryRow> rows, List<PendingMigration> scripts) {

    boolean isEmpty() {
        return scripts.isEmpty();
    }

    void tell(Report report) {
        var names = scripts.stream().map(PendingMigration::name).toList();
        var statements = scripts.stream()
                .mapToInt(step -> step.script().statements().size())
                .sum();
        report.plan(names, statements, this::digest);
    }

    private String digest() {
        return BundleDigest.ofAll(scripts.stream()
                .collect(Collectors.toMap(
                        PendingMigration::name, step -> step.script().text().getBytes(StandardCharsets.UTF_8))));
    }
}
