package io.dbmigration.runner.apply;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How scripts are applied.
 *
 * @param run id of the run
 * @param retry value of the retry annotation, if any
 * @param lockTimeout for each try; null: the role's own
 * @param lockBudget how long tries go on after the first one began
 */
public record ApplySettings(
        String run, @Nullable String retry, @Nullable Duration lockTimeout, Duration lockBudget, Patience patience) {

    public ApplySettings(String run, @Nullable String retry, @Nullable Duration lockTimeout, Duration lockBudget) {
        this(run, retry, lockTimeout, lockBudget, Patience.USUAL);
    }

    /**
     * How long to wait for what normally comes at once.
     *
     * @param look between two looks at the script's session
     * @param idle that the server may call the session idle while we wait for its answer
     * @param end for a cancelled or lost session to be idle or gone, and for the server to be back
     */
    public record Patience(Duration look, Duration idle, Duration end) {

        static final Patience USUAL =
                new Patience(Duration.ofMillis(500), Duration.ofSeconds(30), Duration.ofSeconds(60));
    }
}
