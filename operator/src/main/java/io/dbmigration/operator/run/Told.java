package io.dbmigration.operator.run;

import io.dbmigration.api.RequestStatus;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the status of a request says, whatever its kind.
 *
 * @param outcome Succeeded or Failed once it is over, then it is over for ever
 * @param job of its newest run
 */
public record Told(
        @Nullable List<Condition> conditions,
        @Nullable String outcome,
        @Nullable String reason,
        @Nullable String message,
        @Nullable String job,
        @Nullable String startedAt,
        @Nullable String finishedAt,
        @Nullable String requestedBy) {

    public static final Told NOTHING = new Told(null, null, null, null, null, null, null, null);

    public boolean isOver() {
        return outcome != null;
    }

    static Told of(@Nullable RequestStatus status) {
        return status == null
                ? NOTHING
                : new Told(
                        status.conditions(),
                        status.outcome(),
                        status.reason(),
                        status.message(),
                        status.job(),
                        status.startedAt(),
                        status.finishedAt(),
                        status.requestedBy());
    }
}
