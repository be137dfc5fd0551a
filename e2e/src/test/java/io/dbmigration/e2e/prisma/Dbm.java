package io.dbmigration.e2e.prisma;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** {@code dbm} of this checkout, as a program. */
final class Dbm implements Migrator {

    private static final String PROGRAM =
            Path.of("..", "migrations-image", "bin", "dbm").toString();

    static {
        // The build made new jars; what an earlier training learned does not fit them.
        var server = "postgresql://postgres@127.0.0.1:" + TestServer.port();
        answerOf(started(List.of(PROGRAM), Map.of("DBMIGRATION_TRAINING", server)));
    }

    @Override
    public Answer run(Command command, String url, BundleFolder bundle) {
        return run(
                url,
                bundle,
                switch (command) {
                    case Command.Deploy() -> List.of("deploy", "--no-backup");
                    case Command.Status() -> List.of("status");
                    case Command.ResolveApplied(var migration) -> List.of("resolve", "--applied", migration);
                    case Command.ResolveRolledBack(var migration) -> List.of("resolve", "--rolled-back", migration);
                });
    }

    /** What {@code dbm status -o json} says. */
    JsonNode status(String url, BundleFolder bundle) {
        var output = run(url, bundle, List.of("status", "-o", "json")).output();
        try {
            return new ObjectMapper().readTree(output.substring(Math.max(0, output.indexOf('{'))));
        } catch (IOException unreadable) {
            throw new UncheckedIOException("no JSON document: " + output, unreadable);
        }
    }

    /** Starts it; the caller waits. */
    static Process start(String url, BundleFolder bundle, List<String> arguments) {
        var line = new ArrayList<String>();
        line.add(PROGRAM);
        line.addAll(arguments);
        line.addAll(List.of("--migrations", bundle.path().toString()));
        return started(line, Map.of("DATABASE_URL", url));
    }

    private static Process started(List<String> line, Map<String, String> environment) {
        var builder = new ProcessBuilder(line).redirectErrorStream(true);
        builder.environment().putAll(environment);
        try {
            var process = builder.start();
            process.getOutputStream().close();
            return process;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    static Answer answerOf(Process process) {
        try (var output = process.getInputStream()) {
            var said = new String(output.readAllBytes(), StandardCharsets.UTF_8);
            return new Answer(process.waitFor(), said);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }

    private static Answer run(String url, BundleFolder bundle, List<String> arguments) {
        return answerOf(start(url, bundle, arguments));
    }
}
