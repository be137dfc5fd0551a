package io.dbmigration.runner.cli;

import io.dbmigration.runner.backup.BackupStorage;
import io.dbmigration.runner.backup.S3Backups;
import io.dbmigration.runner.backup.S3Settings;
import io.dbmigration.runner.database.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** How a bucket is reached, where it is not Amazon's own. */
final class S3Options {

    private static final Pattern URL = Pattern.compile("s3://([^/]+)/*(.*?)/*");

    @Option(
            names = "--s3-endpoint",
            paramLabel = "URL",
            description = "The server of the bucket (default: Amazon's of the region).")
    private @Nullable String endpoint;

    @Option(names = "--s3-path-style", description = "The bucket is part of the path, not of the host name.")
    private boolean pathStyle;

    @Option(names = "--s3-ca", paramLabel = "FILE", description = "PEM certificates to trust besides the usual ones.")
    private @Nullable Path ca;

    /** @throws WrongUsage what was given is no such URL, or the file of certificates cannot be read */
    BackupStorage storage(String url, Terminal terminal, CommandLine command) {
        var parts = URL.matcher(url);
        if (!parts.matches()) {
            throw new WrongUsage(command, "--backup-s3 is not of the form s3://bucket/prefix.");
        }
        return new S3Backups(new S3Settings(
                endpoint,
                variable(terminal, "AWS_REGION", variable(terminal, "AWS_DEFAULT_REGION", null)),
                parts.group(1),
                parts.group(2),
                credentials(terminal),
                certificates(command),
                pathStyle,
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
        if (ca == null) {
            return null;
        }
        try {
            return Files.readString(ca);
        } catch (IOException unreadable) {
            throw new WrongUsage(command, "The file of --s3-ca cannot be read: " + ca);
        }
    }
}
