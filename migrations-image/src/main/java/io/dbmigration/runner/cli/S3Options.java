package io.dbmigration.runner.cli;

import io.dbmigration.runner.backup.BackupStorage;
import io.dbmigration.runner.backup.S3Backups;
import io.dbmigration.runner.backup.S3Settings;
import io.dbmigration.runner.database.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/** How a bucket is reached, where it is not Amazon's own. */
final class S3Options {

    private static final Pattern URL = Pattern.compile("s3://([^/]+)/*(.*?)/*");

    private final Argument<String> endpoint = Argument.option(
            String.class, "URL", "The server of the bucket (default: Amazon's of the region).", "--s3-endpoint");

    private final Argument<Boolean> pathStyle =
            Argument.flag("The bucket is part of the path, not of the host name.", "--s3-path-style");

    private final Argument<Path> ca =
            Argument.option(Path.class, "FILE", "PEM certificates to trust besides the usual ones.", "--s3-ca");

    Stream<Argument<?>> arguments() {
        return Stream.of(endpoint, pathStyle, ca);
    }

    /** @throws WrongUsage what was given is no such URL, or the file of certificates cannot be read */
    BackupStorage storage(String url, DbmCommand command) {
        var terminal = command.terminal();
        var parts = URL.matcher(url);
        if (!parts.matches()) {
            throw new WrongUsage(command.commandLine(), "--backup-s3 is not of the form s3://bucket/prefix.");
        }
        return new S3Backups(new S3Settings(
                endpoint.orNull(),
                variable(terminal, "AWS_REGION", variable(terminal, "AWS_DEFAULT_REGION", null)),
                parts.group(1),
                parts.group(2),
                credentials(terminal),
                certificates(command.commandLine()),
                pathStyle.given(),
                null,
                null));
    }

    /** Null: whatever else Amazon's own programs would find. */
    private static S3Settings.@Nullable Credentials credentials(Terminal terminal) {
        var key = variable(terminal, "AWS_ACCESS_KEY_ID", null);
        var secret = secret(terminal, "AWS_SECRET_ACCESS_KEY");
        return key == null || secret == null
                ? null
                : new S3Settings.Credentials(key, secret, secret(terminal, "AWS_SESSION_TOKEN"));
    }

    private static @Nullable Secret secret(Terminal terminal, String name) {
        var value = variable(terminal, name, null);
        if (value == null) {
            return null;
        }
        terminal.redactor().hide(value);
        return new Secret(value);
    }

    private static @Nullable String variable(Terminal terminal, String name, @Nullable String otherwise) {
        var value = terminal.environment().get(name);
        return value == null || value.isBlank() ? otherwise : value;
    }

    private @Nullable String certificates(CommandLine command) {
        var file = ca.orNull();
        if (file == null) {
            return null;
        }
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new WrongUsage(command, "The file of --s3-ca cannot be read: " + file);
        }
    }
}
