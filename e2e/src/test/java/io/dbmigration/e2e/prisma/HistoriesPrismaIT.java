package io.dbmigration.e2e.prisma;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** dbm leaves what Prisma leaves, after every command of every history, but for what the history declares. */
class HistoriesPrismaIT {

    @TempDir
    private Path folder;

    @TestFactory
    @Execution(ExecutionMode.CONCURRENT)
    Stream<DynamicTest> differsOnlyWhereItIsMeantTo() {
        var only = System.getProperty("history", "");
        return Histories.all().stream()
                .filter(history -> history.name().contains(only))
                .map(history -> DynamicTest.dynamicTest(history.name(), () -> check(history)));
    }

    private void check(History history) throws IOException {
        var findings = Comparison.of(history, folder);

        assertThat(findings)
                .as("undeclared differences of “%s”", history.name())
                .filteredOn(finding -> history.differences().stream().noneMatch(declared -> declared.covers(finding)))
                .isEmpty();
        assertThat(history.differences())
                .as("declared differences of “%s” that do not show", history.name())
                .filteredOn(declared -> findings.stream().noneMatch(declared::showsIn))
                .isEmpty();
    }
}
