package io.dbmigration.runner.job;

import io.dbmigration.contract.BundleDigest;
import io.dbmigration.contract.ReportLine;
import io.dbmigration.runner.apply.PendingMigration;
import io.dbmigration.runner.history.HistoryRow;
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

    ReportLine.Plan report() {
        var texts = scripts.stream()
                .collect(Collectors.toMap(
                        step -> step.migration().name(),
                        step -> step.script().text().getBytes(StandardCharsets.UTF_8)));
        return new ReportLine.Plan(
                BundleDigest.ofAll(texts),
                scripts.stream().map(step -> step.migration().name()).toList(),
                scripts.stream()
                        .mapToInt(step -> step.script().statements().size())
                        .sum());
    }
}
