package io.dbmigration.runner.backup;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbmigration.contract.RunRequest.VerifyLevel;
import io.dbmigration.contract.RunResult.DatabaseIdentity;
import io.dbmigration.contract.RunResult.Receipt;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RetentionTest {

    private static final Instant NOW = Instant.parse("2026-06-01T00:00:00Z");
    private static final Duration THIRTY_DAYS = Duration.ofDays(30);

    private final List<Retention.Owned> backups = new ArrayList<>();

    @Test
    void goesOnlyWhatIsBeyondBoth() {
        backup("a", 100, 1);
        backup("b", 90, 1);
        backup("c", 80, 1);
        backup("d", 20, 1);
        backup("e", 10, 1);

        assertThat(beyond(2)).containsExactly("a", "b", "c");
        assertThat(beyond(4)).containsExactly("a");
        assertThat(beyond(9)).isEmpty();
    }

    @Test
    void whatIsYoungerThanKeepForStaysHoweverManyThereAre() {
        for (var age = 1; age <= 29; age++) {
            backup("backup-" + age, age, 1);
        }

        assertThat(beyond(1)).isEmpty();
    }

    @Test
    void oldOnesStayAsLongAsTheyAreTheLast() {
        backup("a", 300, 1);
        backup("b", 200, 1);

        assertThat(beyond(2)).isEmpty();
    }

    @Test
    void theNewestStaysWhateverTheSpecSays() {
        backup("a", 300, 0);
        backup("b", 200, 0);

        assertThat(beyond(0)).containsExactly("a");
    }

    @Test
    void runsThatAppliedNothingDoNotPushOutOthers() {
        backup("good", 200, 3);
        backup("failed-1", 100, 0);
        backup("failed-2", 90, 0);
        backup("failed-3", 80, 0);

        assertThat(beyond(1)).containsExactly("failed-1", "failed-2");
    }

    @Test
    void whereItIsNotKnownWhetherSomethingWasAppliedItCounts() {
        backup("good", 200, 3);
        backup("killed", 100, null);

        assertThat(beyond(1)).containsExactly("good");
        assertThat(beyond(2)).isEmpty();
    }

    @Test
    void protectedOnesStayAndTakeTheirSeat() {
        backup("a", 100, 1);
        backup("b", 90, 1);
        backup("c", 80, 1);

        assertThat(new Retention(1, THIRTY_DAYS, Set.of("a")).beyond(backups, NOW))
                .containsExactly("b");
    }

    @Test
    void whoseAgeIsNotKnownStays() {
        backup("a", 100, 1);
        backups.add(owned("odd", "yesterday", 1));
        backup("c", 80, 1);

        assertThat(beyond(1)).containsExactly("a");
    }

    @Test
    void aClockThatWentBackRemovesNothingYoung() {
        backup("tomorrow", -1, 1);
        backup("today", 0, 1);

        assertThat(beyond(0)).isEmpty();
    }

    @Test
    void onesOfTheSameSecondHaveAnOrder() {
        backup("run-1", 100, 1);
        backup("run-1-2", 100, 1);

        assertThat(beyond(1)).containsExactly("run-1");
    }

    /** So a backup from before a destructive migration stays for the whole of keepFor, too. */
    @Test
    void nothingYoungAndNeverTheNewestGoWhateverThereIs() {
        var random = new Random(42);
        for (var time = 0; time < 500; time++) {
            backups.clear();
            var count = random.nextInt(12);
            for (var i = 0; i < count; i++) {
                backup("backup-" + i, random.nextInt(60), random.nextBoolean() ? random.nextInt(2) : null);
            }
            var keepLast = random.nextInt(5);
            var gone = beyond(keepLast);

            assertThat(backups)
                    .filteredOn(backup -> gone.contains(backup.path()))
                    .allMatch(
                            backup -> Instant.parse(backup.manifest().receipt().finishedAt())
                                    .isBefore(NOW.minus(THIRTY_DAYS)));
            assertThat(count - gone.size()).isGreaterThanOrEqualTo(Math.min(1, count));
        }
    }

    private List<String> beyond(int keepLast) {
        return new Retention(keepLast, THIRTY_DAYS, Set.of()).beyond(backups, NOW);
    }

    private void backup(String path, int daysAgo, Integer applied) {
        backups.add(owned(path, NOW.minus(Duration.ofDays(daysAgo)).toString(), applied));
    }

    private static Retention.Owned owned(String path, String finishedAt, Integer applied) {
        var receipt = new Receipt(
                path,
                1,
                "00",
                VerifyLevel.Decode,
                "17.6",
                "17.6",
                null,
                finishedAt,
                finishedAt,
                null,
                null,
                null,
                null);
        var database = new DatabaseIdentity("17.6", null, null, "db:5432", "app", null, null);
        var manifest = BackupManifest.of("database.dump", database, receipt);
        return new Retention.Owned(path, applied == null ? manifest : manifest.after(receipt, applied));
    }
}
