package io.dbmigration.operator.reconcile;

import io.dbmigration.contract.Reason;
import io.dbmigration.operator.observe.WrittenStatuses;
import io.dbmigration.operator.run.Request;
import io.dbmigration.operator.status.StatusWriter;
import io.fabric8.kubernetes.client.CustomResource;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.util.Optional;

/** Requests about a DatabaseMigration that is not there: no pass looks at them, so they are told here. */
public final class Strays {

    private final Caches caches;
    private final RequestCaches requests;
    private final WrittenStatuses statuses;
    private final StatusWriter writer;

    Strays(Caches caches, RequestCaches requests, WrittenStatuses statuses, StatusWriter writer) {
        this.caches = caches;
        this.requests = requests;
        this.statuses = statuses;
        this.writer = writer;
    }

    /** Writes nothing where nothing changed. */
    public void tell() {
        requests.allRequests()
                .filter(object -> object.getSpec() != null)
                .map(this::newest)
                .forEach(object -> Request.ofAny(object)
                        .filter(request -> !request.told().isOver())
                        .ifPresent(this::tell));
    }

    private CustomResource<?, ?> newest(CustomResource<?, ?> cached) {
        return statuses.newest(cached);
    }

    private void tell(Request request) {
        var migration = requests.migrationOf(request.object());
        if (migration.isEmpty()) {
            var backup = name(References.of(request.object()));
            tellWithout(backup, request);
        } else if (!caches.isKnown(migration.get())) {
            writer.tellStray(
                    request,
                    Reason.DATABASE_MIGRATION_NOT_FOUND,
                    "There is no DatabaseMigration " + migration.get().getName() + ".");
        }
    }

    /** Where its run has begun, nobody can say any more what the run did. */
    private void tellWithout(String backup, Request request) {
        var job = request.told().job();
        if (job == null) {
            writer.tellStray(request, Reason.BACKUP_NOT_FOUND, "There is no DatabaseBackup " + backup + ".");
        } else {
            writer.tellStray(
                    request,
                    Reason.LOST,
                    "DatabaseBackup " + backup + " was deleted while run " + job
                            + " worked, and the run's end could not be read any more.");
        }
    }

    private static String name(Optional<ResourceID> reference) {
        return reference.map(ResourceID::getName).orElse("");
    }
}
