package io.dbmigration.runner.cli;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.dbmigration.runner.bundle.Migration;
import io.dbmigration.runner.report.Json;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/** Prints what Prisma stores as the checksum of each migration. */
final class ChecksumCommand extends DbmCommand {

    private final CommonOptions options = new CommonOptions();
    private final Argument<List<String>> names = Argument.parameters("M", "These migrations only (default: all).");

    ChecksumCommand(Terminal terminal) {
        super(terminal, "checksum", "Print the checksum that _prisma_migrations holds for each migration of a bundle.");
        takes(options.arguments());
        takes(names);
    }

    /** @param checksum 64 hex digits; null: there is no script */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record NamedChecksum(String name, @Nullable String checksum) {}

    @Override
    public Integer call() {
        var checksums = checksums();
        switch (options.output()) {
            case json -> terminal().out().println(Json.pretty(checksums));
            case text -> checksums.forEach(this::print);
        }
        return CommandLine.ExitCode.OK;
    }

    private List<NamedChecksum> checksums() {
        var bundle = options.bundle(options.migrations(), this);
        var known = bundle.migrations().stream().map(Migration::name).toList();
        bundle.notices().forEach(terminal().err()::println);
        var wanted = names.orElse(List.of());
        wanted.stream().filter(name -> !known.contains(name)).findFirst().ifPresent(unknown -> {
            throw new WrongUsage(commandLine(), "The bundle has no migration " + unknown + ".");
        });
        return bundle.migrations().stream()
                .filter(migration -> wanted.isEmpty() || wanted.contains(migration.name()))
                .map(ChecksumCommand::checksum)
                .toList();
    }

    /** What is not UTF-8 has no checksum that both Prisma and we would compute. */
    private static NamedChecksum checksum(Migration migration) {
        return new NamedChecksum(
                migration.name(),
                migration.script() == null ? null : migration.requireScript().checksum());
    }

    private void print(NamedChecksum one) {
        var shown = one.checksum() == null ? "(no migration.sql)" : one.checksum();
        terminal().out().printf("%-64s  %s%n", shown, one.name());
    }
}
