package io.dbmigration.runner.bundle;

import static io.dbmigration.runner.testing.RunExceptionAssert.assertRefused;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.dbmigration.contract.Reason;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LockFileTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "provider = \"postgresql\"",
                "# comment\nprovider = \"postgresql\"\n",
                "provider = postgresql",
                "provider = \"postgresql\"\r\n",
                "provider = \"postgresql\"\nprovider = \"mysql\"",
                "provider = provider = \"postgresql\"",
            })
    void acceptsWhatPrismaAccepts(String text) {
        assertThatCode(() -> LockFile.requirePostgresql(text)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "provider = \"postgres\"",
                "provider = \"mysql\"",
                "provider=\"postgresql\"",
                "provider = 'postgresql'",
                "provider = \"postgresql\" ",
                "provider = \"postgresql\" # main",
                " provider = \"postgresql\"",
                "\uFEFFprovider = \"postgresql\"",
                "",
                "# nothing",
            })
    void refusesWhatPrismaRefuses(String text) {
        assertRefused(() -> LockFile.requirePostgresql(text)).with(Reason.PROVIDER_MISMATCH);
    }
}
