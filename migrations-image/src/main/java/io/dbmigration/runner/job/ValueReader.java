package io.dbmigration.runner.job;

import io.dbmigration.contract.Reason;
import io.dbmigration.contract.RunException;
import io.dbmigration.contract.RunRequest.Value;
import io.dbmigration.runner.database.Secret;
import io.dbmigration.runner.report.Redactor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads the values of a request; those that came from Secrets no output shows from then on. */
final class ValueReader {

    private static final String SECRET = "Secret";

    private final Redactor redactor;

    ValueReader(Redactor redactor) {
        this.redactor = redactor;
    }

    /**
     * The text, without the line end that {@code echo} leaves in many a Secret.
     *
     * @throws RunException SecretNotFound for an empty folder, SecretKeyNotFound for a missing file
     */
    String read(Value value) {
        if (value.literal() != null) {
            return value.literal();
        }
        var text = withoutLineEnd(fileOf(value));
        if (!"ConfigMap".equals(value.kind())) {
            redactor.hide(text);
        }
        return text;
    }

    @Nullable
    String readOptional(@Nullable Value value) {
        return value == null ? null : read(value);
    }

    @Nullable
    Secret readSecret(@Nullable Value value) {
        if (value == null) {
            return null;
        }
        var text = read(value);
        redactor.hide(text);
        return new Secret(text);
    }

    /** Part of a value, such as the password of a URL. */
    void hide(@Nullable Secret part) {
        if (part != null) {
            redactor.hide(part.value());
        }
    }

    private static String fileOf(Value value) {
        var file = Path.of(Objects.requireNonNull(value.file(), "a value has a literal or a file"));
        var kind = Objects.requireNonNullElse(value.kind(), SECRET);
        if (Files.isRegularFile(file)) {
            try {
                return Files.readString(file, StandardCharsets.UTF_8);
            } catch (IOException unreadable) {
                throw new RunException(
                        Reason.SECRET_KEY_NOT_FOUND,
                        "Key %s of %s %s cannot be read as text.".formatted(value.key(), kind, value.name()));
            }
        }
        if (isEmpty(file.getParent())) {
            throw new RunException(
                    Reason.SECRET_NOT_FOUND, "There is no %s %s, or it is empty.".formatted(kind, value.name()));
        }
        throw new RunException(
                Reason.SECRET_KEY_NOT_FOUND, "%s %s has no key %s.".formatted(kind, value.name(), value.key()));
    }

    /** Names with two dots are the kubelet's own. */
    private static boolean isEmpty(@Nullable Path folder) {
        if (folder == null || !Files.isDirectory(folder)) {
            return true;
        }
        try (var entries = Files.list(folder)) {
            return entries.allMatch(entry -> entry.getFileName().toString().startsWith(".."));
        } catch (IOException unreadable) {
            return true;
        }
    }

    private static String withoutLineEnd(String text) {
        return text.endsWith("\r\n")
                ? text.substring(0, text.length() - 2)
                : text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
    }
}
