package io.dbmigration.operator.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbmigration.api.DatabaseBackup;
import io.dbmigration.contract.Reason;
import io.dbmigration.contract.ReportLine.FoundBackup;
import io.dbmigration.contract.RunKind;
import io.dbmigration.contract.RunRequest.VerifyLevel;
import io.dbmigration.contract.RunResult;
import io.dbmigration.contract.RunResult.Outcome;
import io.dbmigration.contract.RunResult.Receipt;
import io.dbmigration.operator.outcome.RunReport;
import io.dbmigration.operator.run.Marks;
import io.dbmigration.operator.status.Announcements.Announcement;
import io.dbmigration.operator.testing.Asked;
import io.dbmigration.operator.testing.Results;
import io.dbmigration.operator.testing.Story;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Receipts: what they say, which are made anew, and which have lost their files. */
class BackupStatusesTest {

    private static final RunResult INSPECTED = Results.of(RunKind.Inspect, Outcome.Succeeded, Reason.INSPECTED, false);

    private final Story story = new Story();

    private void applied() {
        story.settle();
        story.ends(Results.applied("sha256:" + "1".repeat(64), "20240101_a")).settle();
    }

    private static RunReport found(String... paths) {
        return new RunReport(
                null,
                null,
                null,
                Stream.of(paths)
                        .map(path -> new FoundBackup(Results.DATABASE, receipt(path)))
                        .toList());
    }

    private static Receipt receipt(String path) {
        return new Receipt(
                path,
                77,
                "cd".repeat(32),
                VerifyLevel.Schema,
                "17.6",
                "17.6",
                null,
                "2026-01-01T00:00:00Z",
                "2026-01-01T00:00:01Z",
                null,
                null,
                null,
                null);
    }

    private static Condition ready(DatabaseBackup backup) {
        return backup.getStatus().conditions().getFirst();
    }

    @Test
    void whatWasFoundIsReadBackFromItsManifest() {
        applied();
        var found = Asked.found("old", "x/y/z", 1);
        story.backups.add(found);
        story.settle();
        story.report = found("x/y/z");
        story.ends(INSPECTED).settle();

        assertThat(found.getStatus().size()).isEqualTo(77);
        assertThat(found.getStatus().sha256()).startsWith("cdcd");
        assertThat(ready(found).getReason()).isEqualTo("Schema");
        assertThat(ready(found).getStatus()).isEqualTo("True");
    }

    @Test
    void aPlaceThatHoldsNoBackupIsSaidToHoldNone() {
        applied();
        var found = Asked.found("old", "x/y/z", 1);
        story.backups.add(found);
        story.settle();
        story.report = found("x/other");
        story.ends(INSPECTED).settle();

        assertThat(ready(found).getReason()).isEqualTo("BackupNotFound");
        assertThat(found.getStatus().outcome()).isEqualTo("Failed");
    }

    @Test
    void receiptsAreMadeForWhatTheStorageHoldsAndNoReceiptNames() {
        applied();
        story.backups.clear();
        story.backups.add(Asked.receipt("known", "place/known"));
        story.migration.getMetadata().setAnnotations(Map.of(Marks.REBUILD_ANNOTATION, "now"));
        story.settle();
        story.report = found("place/known", "place/Basefly_7");
        story.ends(INSPECTED).settle();

        assertThat(story.backups).hasSize(2);
        var made = story.backups.getLast();
        assertThat(made.getMetadata().getName()).startsWith("basefly-7-");
        assertThat(made.getSpec().found().path()).isEqualTo("place/Basefly_7");
        assertThat(made.getStatus().outcome()).isEqualTo("Succeeded");
        assertThat(story.settle()).as("once for each value").isNotNull();
        assertThat(story.jobs).hasSize(2);
    }

    @Test
    void receiptsWhoseFilesALookAtTheWholeStorageDoesNotFindAreMarkedButNotThoseOfALostCluster() {
        story.settle();
        story.ends(Results.withBackup(
                        Results.applied("sha256:" + "1".repeat(64), "20240101_a"),
                        receipt("cluster/shop/basefly-0a1b2c3d/basefly/run")))
                .settle();
        var gone = story.backups.getFirst();
        var ofALostCluster = Asked.receipt("older", "lost/shop/basefly-ffffffff/basefly/run");
        ofALostCluster.setStatus(gone.getStatus());
        story.backups.add(ofALostCluster);
        story.migration.getMetadata().setAnnotations(Map.of(Marks.REBUILD_ANNOTATION, "now"));
        story.settle();
        story.report = found("place/other");
        story.ends(INSPECTED).settle();

        assertThat(ready(gone).getReason()).isEqualTo("FilesGone");
        assertThat(ready(gone).getStatus()).isEqualTo("False");
        assertThat(gone.getStatus().conditions())
                .as("nobody has to wait for it any more")
                .anyMatch(condition -> condition.getType().equals("Stalled")
                        && condition.getStatus().equals("True"));
        assertThat(gone.getStatus().sha256()).as("its facts stay").hasSize(64);
        assertThat(ready(ofALostCluster).getStatus()).isEqualTo("True");
    }

    @Test
    void aLookWhoseLogIsGoneMarksNothing() {
        applied();
        story.migration.getMetadata().setAnnotations(Map.of(Marks.REBUILD_ANNOTATION, "now"));
        story.settle();
        story.ends(INSPECTED).settle();

        assertThat(ready(story.backups.getFirst()).getStatus()).isEqualTo("True");
    }

    @Test
    void receiptsOfWhatRetentionRemovedAreMarked() {
        applied();
        var gone = story.backups.getFirst();
        story.retry("again").settle();
        story.ends(Results.withPruned(Results.upToDate(), "cluster/shop/basefly/run"));
        var before = gone.getStatus();
        var decision = story.pass();

        assertThat(ready(gone).getReason()).isEqualTo("FilesGone");
        assertThat(ready(gone).getMessage()).startsWith("Retention removed the files");
        gone.setStatus(before);
        assertThat(RequestStatuses.of(story.seen, decision))
                .as("nothing is wrong")
                .flatExtracting(change -> change.news().stream().toList())
                .noneMatch(Announcement::warning);
    }
}
