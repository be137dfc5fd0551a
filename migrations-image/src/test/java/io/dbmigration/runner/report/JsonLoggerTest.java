package io.dbmigration.runner.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.slf4j.LoggerFactory;

@Isolated("standard error is the whole JVM's")
class JsonLoggerTest {

    private final ByteArrayOutputStream captured = new ByteArrayOutputStream();
    private final PrintStream before = System.err;

    @BeforeEach
    void capture() {
        System.setErr(new PrintStream(captured, true, StandardCharsets.UTF_8));
    }

    @AfterEach
    void restore() {
        System.setErr(before);
    }

    @Test
    void anEventIsOneLineOfJson() throws Exception {
        LoggerFactory.getLogger("io.dbmigration.runner.apply.Judge")
                .atWarn()
                .addKeyValue("migration", "1_first")
                .setCause(new IllegalStateException("broken"))
                .log("two\nlines of {}", "text");
        var line = lines().getFirst();
        assertThat(line.get("level").asText()).isEqualTo("WARN");
        assertThat(line.get("logger").asText()).isEqualTo("Judge");
        assertThat(line.get("message").asText()).isEqualTo("two\nlines of text");
        assertThat(line.get("migration").asText()).isEqualTo("1_first");
        assertThat(line.get("error").asText()).startsWith("java.lang.IllegalStateException: broken");
    }

    @Test
    void librariesSpeakOnlyWhenSomethingIsWrong() throws Exception {
        LoggerFactory.getLogger("org.library").info("chatter");
        LoggerFactory.getLogger("org.library").atInfo().log("chatter");
        LoggerFactory.getLogger("io.dbmigration.x").debug("detail");
        LoggerFactory.getLogger("io.dbmigration.x").info("news {}", 1);
        LoggerFactory.getLogger("org.library").warn("trouble");
        assertThat(lines()).extracting(line -> line.get("message").asText()).containsExactly("news 1", "trouble");
    }

    private List<JsonNode> lines() throws Exception {
        var mapper = new ObjectMapper();
        var read = new java.util.ArrayList<JsonNode>();
        for (var line : captured.toString(StandardCharsets.UTF_8).lines().toList()) {
            read.add(mapper.readTree(line));
        }
        return read;
    }
}
