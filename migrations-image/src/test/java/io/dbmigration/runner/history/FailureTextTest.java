package io.dbmigration.runner.history;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.postgresql.util.ServerErrorMessage;

class FailureTextTest {

    @Test
    void beginsAsPrismasAndShowsTheFailingLineWithThoseBeforeIt() {
        var script = "-- 1 😀\n-- 2\n-- 3\n-- 4\n-- 5\n-- 6\nSELECT oops;\n-- 8\n";
        var position = script.codePointCount(0, script.indexOf("oops")) + 1;
        var error = new ServerErrorMessage(
                "SERROR\0C42703\0Mcolumn \"oops\" does not exist\0Dthe detail\0Hthe hint\0P" + position + "\0");

        assertThat(FailureText.of("1_first", error, script))
                .startsWith("P3018\n\n")
                .contains("\nMigration name: 1_first\n")
                .contains("\nDatabase error code: 42703\n")
                .contains("\nERROR: column \"oops\" does not exist\nDETAIL: the detail\nHINT: the hint\n")
                .endsWith(
                        "\nPosition:\n   2  -- 2\n   3  -- 3\n   4  -- 4\n   5  -- 5\n   6  -- 6\n   7  SELECT oops;\n");
    }

    @Test
    void aPositionBeyondTheTextShowsItsEnd() {
        var error = new ServerErrorMessage("SERROR\0C42601\0Msyntax error at end of input\0P100\0");
        assertThat(FailureText.of("1_first", error, "SELECT")).endsWith("   1  SELECT\n");
        assertThat(FailureText.of("1_first", error, "")).endsWith("Position:\n");
    }

    @Test
    void tellsFailuresThatTheServerDidNotReport() {
        assertThat(FailureText.of("1_first", "The script left a transaction open."))
                .contains("Migration name: 1_first")
                .endsWith("The script left a transaction open.\n");
    }
}
