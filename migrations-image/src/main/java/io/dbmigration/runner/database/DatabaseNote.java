package io.dbmigration.runner.database;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a restore keeps in a database's comment, so that a later run knows what one that was killed had in mind: JSON on the last line.
 *
 * @param request UID of who asked
 * @param run id of the run
 * @param replaced OID of the database that is to go, with {@link State#SWAPPING} and {@link State#REPLACED}
 * @param restored OID of the database that takes its place
 * @param comment the database's own; null: it has none
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record DatabaseNote(
        State state,
        String request,
        String run,
        @Nullable Long replaced,
        @Nullable Long restored,
        @Nullable String comment) {

    private static final String PREFIX = "dbm: ";

    private static final class Json {
        private static final ObjectMapper MAPPER = new ObjectMapper();
    }

    /** What the database is. */
    public enum State {
        /** Half made. */
        RESTORING("This database is being restored and not whole yet."),
        /** Whole: a backup was brought back into it. */
        RESTORED("This database was restored from a backup."),
        /** It is about to be replaced and takes no connections. */
        SWAPPING("This database is being replaced by a restored one and takes no connections meanwhile."),
        /** It was replaced and is only kept. */
        REPLACED("This database was replaced by a restored one and is only kept.");

        private final String sentence;

        State(String sentence) {
            this.sentence = sentence;
        }
    }

    /** As it stands in the comment. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    private record Line(@Nullable DatabaseNote restore) {}

    /** Empty for comments of others. */
    public static Optional<DatabaseNote> parse(@Nullable String comment) {
        var lastLine = comment == null ? "" : comment.substring(comment.lastIndexOf('\n') + 1);
        if (!lastLine.startsWith(PREFIX)) {
            return Optional.empty();
        }
        try {
            return Optional.ofNullable(Json.MAPPER.readValue(lastLine.substring(PREFIX.length()), Line.class))
                    .map(Line::restore)
                    .filter(DatabaseNote::complete);
        } catch (JsonProcessingException notOurs) {
            return Optional.empty();
        }
    }

    /** The comment as it was before, or would be without a restore. */
    public static @Nullable String withoutNote(@Nullable String comment) {
        return parse(comment).map(DatabaseNote::comment).orElse(parse(comment).isPresent() ? null : comment);
    }

    /** The whole comment: for people first. */
    public String format() {
        try {
            var own = comment == null ? "" : comment + "\n\n";
            return own + state.sentence + "\n" + PREFIX + Json.MAPPER.writeValueAsString(new Line(this));
        } catch (JsonProcessingException impossible) {
            throw new AssertionError("a record of texts is always JSON", impossible);
        }
    }

    // JSON without a field gives null where the types say that there is none.
    @SuppressWarnings("ConstantValue")
    private boolean complete() {
        return state != null && request != null && run != null;
    }
}
