package io.dbmigration.runner.history;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a deploy from repeating what a person took back: JSON on the last line of {@code logs} of a row that is rolled back. Only the
 * newest row of a migration is asked for one. To versions that do not know it, it is no mark at all.
 *
 * @param bundle digest of the bundle that is not to run the migration again; null: it was not known, and any bundle is meant
 * @param target of the deploys that are not to run it again; null: those without one
 * @param retry value of the retry annotation when the hold was written
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Hold(
        Request request,
        @Nullable String bundle,
        @Nullable String target,
        @Nullable String retry) {

    private static final String PREFIX = "dbm: ";

    private static final class Json {
        private static final ObjectMapper MAPPER = new ObjectMapper();
    }

    /**
     * Who took it back.
     *
     * @param kind for people, for example {@code MigrationRollback}
     * @param uid tells a request that goes on from a new one
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Request(String kind, String name, String uid) {

        @Override
        public String toString() {
            return kind + " " + name;
        }
    }

    /** As it stands in the row. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    private record Line(@Nullable Hold hold) {}

    /** Empty for rows that hold nothing back, and for marks of another version that this one does not understand. */
    public static Optional<Hold> parse(@Nullable String logs) {
        var lastLine = logs == null ? "" : logs.substring(logs.lastIndexOf('\n') + 1);
        if (!lastLine.startsWith(PREFIX)) {
            return Optional.empty();
        }
        try {
            return Optional.ofNullable(Json.MAPPER.readValue(lastLine.substring(PREFIX.length()), Line.class))
                    .map(Line::hold)
                    .filter(Hold::complete);
        } catch (JsonProcessingException notOurs) {
            return Optional.empty();
        }
    }

    /** The text for {@code logs}: what people should read and what stood there, then this mark. */
    public String format(String text) {
        try {
            return (text.stripTrailing() + "\n\n" + PREFIX + Json.MAPPER.writeValueAsString(new Line(this)))
                    .stripLeading();
        } catch (JsonProcessingException impossible) {
            throw new AssertionError("a record of texts is always JSON", impossible);
        }
    }

    public Hold ofBundle(String digest) {
        return new Hold(request, digest, target, retry);
    }

    public boolean isOf(String requestUid) {
        return request.uid().equals(requestUid);
    }

    /** Whether a deploy is the one that is not to run the migration again. */
    public boolean stops(String digest, @Nullable String deployTarget, @Nullable String deployRetry) {
        return (bundle == null || bundle.equals(digest))
                && Objects.equals(target, deployTarget)
                && (deployRetry == null || deployRetry.equals(retry));
    }

    // JSON without a field gives null where the types say that there is none.
    @SuppressWarnings("ConstantValue")
    private boolean complete() {
        return request != null && request.kind() != null && request.name() != null && request.uid() != null;
    }
}
