package io.dbmigration.e2e.prisma;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** The process of e2e/prisma/harness.mjs: one line of JSON asks, one answers. It ends with this JVM. */
final class Harness {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final Map<String, CompletableFuture<JsonNode>> asked = new ConcurrentHashMap<>();
    private final BufferedWriter input;

    private Harness(Process process) {
        this.input = process.outputWriter();
        Thread.ofPlatform().daemon().name("prisma-harness").start(() -> read(process.inputReader()));
    }

    static Harness get() {
        return Holder.HARNESS;
    }

    /** What the harness answers, once it does. */
    CompletableFuture<JsonNode> ask(Map<String, String> question) {
        var id = "run-" + NUMBER.incrementAndGet();
        var line = new HashMap<>(question);
        line.put("id", id);
        var answer = new CompletableFuture<JsonNode>();
        asked.put(id, answer);
        try {
            synchronized (input) {
                input.write(JSON.writeValueAsString(line) + "\n");
                input.flush();
            }
        } catch (IOException ended) {
            throw new UncheckedIOException("the harness has ended", ended);
        }
        return answer.thenApply(Harness::whole);
    }

    private void read(BufferedReader output) {
        try {
            for (var line = output.readLine(); line != null; line = output.readLine()) {
                var answer = JSON.readTree(line);
                asked.remove(answer.get("id").asText()).complete(answer);
            }
        } catch (IOException ended) {
            // Those who wait are told below.
        }
        asked.values().forEach(answer -> answer.completeExceptionally(new IllegalStateException("the harness ended")));
    }

    private static JsonNode whole(JsonNode answer) {
        assertThat(answer.path("broken").asText()).as("the harness itself").isEmpty();
        return answer;
    }

    private static final class Holder {

        private static final Harness HARNESS = start();

        private static Harness start() {
            var node = System.getenv("DBMIGRATION_NODE");
            assertThat(node)
                    .as("DBMIGRATION_NODE and DBMIGRATION_PRISMA; `make test-prisma` sets them up")
                    .isNotBlank();
            var program = Path.of("prisma", "harness.mjs").toAbsolutePath().toString();
            try {
                return new Harness(new ProcessBuilder(node, program)
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start());
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        }
    }
}
