package io.dbmigration.operator.run;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What the chart says about all runs.
 *
 * @param fsGroup group of mounted files; null where the platform chooses it
 * @param secretFileMode for example {@code 0440}
 * @param clusterUid tells backups of a physical clone apart
 */
public record RunnerSettings(
        String image, @Nullable String pullPolicy, @Nullable Long fsGroup, int secretFileMode, String clusterUid) {

    /** Long enough to cancel SQL and to see what became of it. */
    public static final Duration GRACE = Duration.ofSeconds(120);

    /** Before the runner's start counts the Job's deadline, not {@code spec.timeout}: scheduling, volumes, image pull. */
    public static final Duration START = Duration.ofMinutes(15);
}
