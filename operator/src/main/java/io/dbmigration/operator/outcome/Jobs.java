package io.dbmigration.operator.outcome;

import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobCondition;
import java.util.Optional;
import java.util.Set;

/** What a Job says of itself. */
public final class Jobs {

    private static final Set<String> TERMINAL = Set.of("Complete", "Failed");

    private Jobs() {}

    /** Whether the Job starts nothing more. */
    public static boolean terminal(Job job) {
        return terminalCondition(job).isPresent();
    }

    static Optional<JobCondition> terminalCondition(Job job) {
        if (job.getStatus() == null || job.getStatus().getConditions() == null) {
            return Optional.empty();
        }
        return job.getStatus().getConditions().stream()
                .filter(condition -> TERMINAL.contains(condition.getType()) && "True".equals(condition.getStatus()))
                .findFirst();
    }

    static boolean deadlineExceeded(Job job) {
        return terminalCondition(job)
                .filter(condition -> "DeadlineExceeded".equals(condition.getReason()))
                .isPresent();
    }
}
