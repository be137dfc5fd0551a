package io.dbmigration.runner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbmigration.contract.Reason;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CommandLineAdviceTest {

    /** Their messages leave it to the advice, which stands behind each, in the status and here. */
    @ParameterizedTest
    @EnumSource(names = {"BACKUP_FAILED", "STORAGE_UNAVAILABLE", "BACKUP_TOOL_MISSING", "SYNTAX_ERROR"})
    void theAdviceSaysThatNothingWasRun(Reason reason) {
        assertThat(reason.advice()).containsPattern("^(No statement|Nothing) was run\\.");
        assertThat(CommandLineAdvice.of(reason)).containsPattern("^(No statement|Nothing) was run\\.");
    }
}
