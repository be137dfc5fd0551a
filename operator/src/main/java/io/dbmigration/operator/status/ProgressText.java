package io.dbmigration.operator.status;

import io.dbmigration.contract.Reason;
import io.dbmigration.contract.ReportLine.Progress;

/** Where a run is, for people. */
final class ProgressText {

    private ProgressText() {}

    static String of(Progress progress) {
        var text = new StringBuilder(
                switch (progress.reason()) {
                    case BACKING_UP -> "The backup is taken";
                    case APPLYING -> "Applying";
                    case ROLLING_BACK -> "Rolling back";
                    case RESTORING -> "The backup is brought back";
                    default -> "The run starts";
                });
        if (progress.reason() == Reason.APPLYING || progress.reason() == Reason.ROLLING_BACK) {
            text.append(migration(progress));
        }
        if (progress.waitingFor() != null) {
            text.append(": ").append(progress.waitingFor());
        }
        return text.append('.').toString();
    }

    private static String migration(Progress progress) {
        if (progress.migration() == null) {
            return "";
        }
        var place = progress.migrationIndex() == null
                ? ""
                : ", " + progress.migrationIndex() + " of " + progress.migrationCount();
        return " " + progress.migration() + place;
    }
}
