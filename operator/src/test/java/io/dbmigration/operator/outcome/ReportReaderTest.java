package io.dbmigration.operator.outcome;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbmigration.contract.Reason;
import io.dbmigration.contract.ReportLine.MigrationState;
import org.junit.jupiter.api.Test;

/** The end of a runner's log. */
class ReportReaderTest {

    private static String migrations(int part, int parts, String name) {
        return "{\"dbm\":\"migrations\",\"part\":" + part + ",\"parts\":" + parts + ",\"migrations\":[{\"name\":\""
                + name + "\",\"state\":\"Applied\"}]}\n";
    }

    @Test
    void theNewestProgressCounts() {
        var report = ReportReader.read("""
                {"dbm":"progress","progress":{"reason":"BackingUp"}}
                Some other line { that is no report
                {"dbm":"progress","progress":{"reason":"Applying","migration":"m","migrationIndex":2,"migrationCount":9}}
                {"dbm":"progress","prog
                """);

        assertThat(report.progress().reason()).isEqualTo(Reason.APPLYING);
        assertThat(report.progress().migrationIndex()).isEqualTo(2);
        assertThat(report.migrations()).isNull();
    }

    @Test
    void partsArePutTogetherInTheirOrder() {
        var report = ReportReader.read(migrations(1, 2, "a") + migrations(2, 2, "b"));

        assertThat(report.migrations()).extracting(MigrationState::name).containsExactly("a", "b");
    }

    @Test
    void aSetThatIsNotCompleteIsPassedOverForTheOneBefore() {
        var report = ReportReader.read(migrations(1, 1, "old") + migrations(1, 2, "new"));

        assertThat(report.migrations()).extracting(MigrationState::name).containsExactly("old");
    }

    @Test
    void aLogWhoseBeginningIsCutOffHoldsNoCompleteSet() {
        assertThat(ReportReader.read(migrations(2, 2, "b")).migrations()).isNull();
    }

    @Test
    void theParts0fAPlanAreOnePlan() {
        var report = ReportReader.read("""
                {"dbm":"plan","part":1,"parts":2,"plan":{"digest":"d","pending":["a"],"statements":7}}
                {"dbm":"plan","part":2,"parts":2,"plan":{"digest":"d","pending":["b"],"statements":7}}
                """);

        assertThat(report.plan().pending()).containsExactly("a", "b");
        assertThat(report.plan().statements()).isEqualTo(7);
    }
}
