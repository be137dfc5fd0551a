package io.dbmigration.runner.history;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dbmigration.runner.database.ScriptSession;
import java.io.IOException;
import java.io.StringWriter;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What this program leaves in {@code logs}, as JSON on the text's last line; the lines before it are for people.
 *
 * @param run id of the run
 * @param pid of the script's session
 * @param backendStart of that session
 * @param retry value of the retry annotation under which the run worked
 * @param statement the statement reached, from 1; for scripts that are sent statement by statement
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Marker(
        State state,
        Execution execution,
        String run,
        int pid,
        String backendStart,
        String postmasterStart,
        @Nullable String retry,
        @Nullable Integer statement) {

    private static final String PREFIX = "dbm: ";
    /** Every run writes markers, with the small half of the library; few read one. */
    private static final JsonFactory WRITING = new JsonFactory();

    private static final class Reading {
        private static final ObjectMapper JSON = new ObjectMapper();
    }

    /** What became of the script. */
    public enum State {
        IN_PROGRESS,
        /** The database refused it and nothing is left behind in this database. */
        FAILED_LEFT_NOTHING,
        /** It failed and may have left something behind. */
        FAILED,
        /** It was cut off; nothing is left behind. */
        INTERRUPTED
    }

    /**
     * Of a script that is about to be sent, or the first statement of it.
     *
     * @param session the script's
     */
    public static Marker begin(Execution execution, String run, ScriptSession session, @Nullable String retry) {
        return new Marker(
                State.IN_PROGRESS,
                execution,
                run,
                session.pid(),
                session.backendStart(),
                session.postmasterStart(),
                retry,
                firstStatement(execution));
    }

    /** Empty for rows of Prisma, and for marks of another version that this one does not understand: a person decides. */
    public static Optional<Marker> parse(@Nullable String logs) {
        if (logs == null) {
            return Optional.empty();
        }
        var lastLine = logs.substring(logs.lastIndexOf('\n') + 1);
        if (!lastLine.startsWith(PREFIX)) {
            return Optional.empty();
        }
        try {
            return Optional.ofNullable(Reading.JSON.readValue(lastLine.substring(PREFIX.length()), Marker.class))
                    .filter(Marker::complete);
        } catch (JsonProcessingException notOurs) {
            return Optional.empty();
        }
    }

    /** The text for {@code logs} while the script runs. */
    public String inProgress() {
        return format(execution.inProgress());
    }

    /** The text for {@code logs}: what people should read, then this marker. */
    public String format(String text) {
        var marker = new StringWriter();
        try (var json = WRITING.createGenerator(marker)) {
            write(json);
        } catch (IOException impossible) {
            throw new AssertionError("a string takes everything", impossible);
        }
        return text.stripTrailing() + "\n\n" + PREFIX + marker;
    }

    private void write(JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("state", state.name());
        json.writeStringField("execution", execution.name());
        json.writeStringField("run", run);
        json.writeNumberField("pid", pid);
        json.writeStringField("backendStart", backendStart);
        json.writeStringField("postmasterStart", postmasterStart);
        if (retry != null) {
            json.writeStringField("retry", retry);
        }
        if (statement != null) {
            json.writeNumberField("statement", statement);
        }
        json.writeEndObject();
    }

    public Marker as(State newState) {
        return new Marker(newState, execution, run, pid, backendStart, postmasterStart, retry, statement);
    }

    /** As if it had begun so. */
    public Marker executedAs(Execution newExecution) {
        return new Marker(
                state, newExecution, run, pid, backendStart, postmasterStart, retry, firstStatement(newExecution));
    }

    private static @Nullable Integer firstStatement(Execution execution) {
        return execution.goesByStatement() ? 1 : null;
    }

    public Marker atStatement(int reached) {
        return new Marker(state, execution, run, pid, backendStart, postmasterStart, retry, reached);
    }

    // JSON without a field, for example {}, gives null where the types say that there is none.
    @SuppressWarnings("ConstantValue")
    private boolean complete() {
        return state != null && execution != null && run != null && backendStart != null && postmasterStart != null;
    }
}
