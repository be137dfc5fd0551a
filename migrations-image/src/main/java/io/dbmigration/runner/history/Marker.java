package io.dbmigration.runner.history;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
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
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Marker(
        State state,
        Execution execution,
        String run,
        int pid,
        String backendStart,
        String postmasterStart,
        @Nullable String retry,
        @Nullable Integer statement) {

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

    public static Optional<Marker> parse(@Nullable String logs) {
        throw new UnsupportedOperationException(logs);
    }

    /** The text for {@code logs}: the sentence for people, then this marker. */
    public String format(String sentence) {
        throw new UnsupportedOperationException(sentence);
    }

    public Marker as(State newState) {
        return new Marker(newState, execution, run, pid, backendStart, postmasterStart, retry, statement);
    }

    public Marker executedAs(Execution newExecution) {
        return new Marker(state, newExecution, run, pid, backendStart, postmasterStart, retry, statement);
    }

    public Marker atStatement(int reached) {
        return new Marker(state, execution, run, pid, backendStart, postmasterStart, retry, reached);
    }
}
