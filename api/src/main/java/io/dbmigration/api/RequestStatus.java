package io.dbmigration.api;

import io.fabric8.kubernetes.api.model.Condition;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the status of every request tells, whatever its kind. */
public sealed interface RequestStatus permits DatabaseBackupStatus, ResolutionStatus, RestoreStatus, RollbackStatus {

    @Nullable
    List<Condition> conditions();

    /** Succeeded or Failed, once it is over. */
    @Nullable
    String outcome();

    @Nullable
    String reason();

    @Nullable
    String message();

    @Nullable
    String job();

    @Nullable
    String startedAt();

    @Nullable
    String finishedAt();

    @Nullable
    String requestedBy();
}
