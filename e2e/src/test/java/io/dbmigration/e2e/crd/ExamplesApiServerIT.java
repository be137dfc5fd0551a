package io.dbmigration.e2e.crd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The files in crds/examples: {@code valid-*} is accepted, {@code invalid-*} is refused with the words of its first line. */
class ExamplesApiServerIT {

    private static final String EXPECT = "# expect: ";

    private static ApiServer server;

    @BeforeAll
    static void connect() throws IOException {
        server = new ApiServer();
    }

    @AfterAll
    static void disconnect() {
        server.close();
    }

    static Stream<Path> valid() throws IOException {
        return examples("valid-");
    }

    static Stream<Path> invalid() throws IOException {
        return examples("invalid-");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("valid")
    void isAccepted(Path example) {
        assertThatCode(() -> server.tryToCreate(example)).doesNotThrowAnyException();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("invalid")
    void isRefusedWithAnAnswerThatHelps(Path example) throws IOException {
        var firstLine = Files.readAllLines(example).getFirst();

        assertThat(firstLine).startsWith(EXPECT);
        assertThatThrownBy(() -> server.tryToCreate(example))
                .isInstanceOf(KubernetesClientException.class)
                .hasMessageContaining(firstLine.substring(EXPECT.length()));
    }

    private static Stream<Path> examples(String prefix) throws IOException {
        return ApiServer.files(ApiServer.CRDS.resolve("examples"), ".yaml").stream()
                .filter(file -> file.getFileName().toString().startsWith(prefix));
    }
}
