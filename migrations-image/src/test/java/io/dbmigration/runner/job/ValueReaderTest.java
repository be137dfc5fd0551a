package io.dbmigration.runner.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dbmigration.contract.Reason;
import io.dbmigration.contract.RunException;
import io.dbmigration.contract.RunRequest.Value;
import io.dbmigration.runner.report.Redactor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ValueReaderTest {

    @TempDir
    private Path folder;

    private final Redactor redactor = new Redactor();
    private final ValueReader values = new ValueReader(redactor);

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "\r\n"})
    void theLineEndThatEchoLeavesIsNoPartOfAValue(String end) throws IOException {
        Files.writeString(folder.resolve("password"), "hunter2" + end);

        assertThat(values.read(secret("password"))).isEqualTo("hunter2");
    }

    @Test
    void aValueOfASecretIsShownNowhere() throws IOException {
        Files.writeString(folder.resolve("password"), "hunter2");

        values.read(secret("password"));

        assertThat(redactor.text("it is hunter2")).isEqualTo("it is ***");
    }

    @Test
    void aValueOfAConfigMapIsNoSecret() throws IOException {
        Files.writeString(folder.resolve("host"), "db.example");

        values.read(Value.file(folder.resolve("host").toString(), "ConfigMap", "db", "host"));

        assertThat(redactor.text("at db.example")).isEqualTo("at db.example");
    }

    /** A mounted value is a link through {@code ..data}. */
    @Test
    void linksAreFollowed() throws IOException {
        Files.writeString(Files.createDirectory(folder.resolve("..2026")).resolve("password"), "hunter2");
        Files.createSymbolicLink(folder.resolve("..data"), Path.of("..2026"));
        Files.createSymbolicLink(folder.resolve("password"), Path.of("..data", "password"));

        assertThat(values.read(secret("password"))).isEqualTo("hunter2");
    }

    @Test
    void anEmptyFolderMeansThatTheSecretIsMissingAlsoWithTheKubeletsOwnEntries() throws IOException {
        Files.createDirectory(folder.resolve("..data"));

        assertThatThrownBy(() -> values.read(secret("password")))
                .hasMessage("There is no Secret db, or it is empty.")
                .extracting(e -> ((RunException) e).reason())
                .isEqualTo(Reason.SECRET_NOT_FOUND);
    }

    @Test
    void anotherFileMeansThatOnlyTheKeyIsMissing() throws IOException {
        Files.writeString(folder.resolve("user"), "app");

        assertThatThrownBy(() -> values.read(secret("password")))
                .hasMessage("Secret db has no key password.")
                .extracting(e -> ((RunException) e).reason())
                .isEqualTo(Reason.SECRET_KEY_NOT_FOUND);
    }

    private Value secret(String key) {
        return Value.file(folder.resolve(key).toString(), "Secret", "db", key);
    }
}
