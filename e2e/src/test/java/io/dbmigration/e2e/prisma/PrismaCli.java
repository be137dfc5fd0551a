package io.dbmigration.e2e.prisma;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** The real Prisma CLI of one major version. */
enum PrismaCli implements Migrator {
    SEVEN("7"),
    SIX("6");

    private final String major;

    PrismaCli(String major) {
        this.major = major;
    }

    @Override
    public Answer run(Command command, String url, BundleFolder bundle) {
        return start(command, url, bundle).join();
    }

    CompletableFuture<Answer> start(Command command, String url, BundleFolder bundle) {
        var question = question(url, bundle);
        switch (command) {
            case Command.Deploy() -> question.put("command", "deploy");
            case Command.Status() -> question.put("command", "status");
            case Command.ResolveApplied(var migration) -> {
                question.put("command", "applied");
                question.put("name", migration);
            }
            case Command.ResolveRolledBack(var migration) -> {
                question.put("command", "rolled-back");
                question.put("name", migration);
            }
        }
        return Harness.get()
                .ask(question)
                .thenApply(answer -> new Answer(
                        answer.get("exit").asInt(), answer.get("output").asText()));
    }

    /** What this version's engine says about bundle and history. */
    JsonNode diagnosis(String url, BundleFolder bundle) {
        var question = question(url, bundle);
        question.put("command", "diagnose");
        return Harness.get().ask(question).join().get("diagnosis");
    }

    private Map<String, String> question(String url, BundleFolder bundle) {
        return new HashMap<>(
                Map.of("url", url, "migrations", bundle.path().toAbsolutePath().toString(), "cli", major));
    }
}
