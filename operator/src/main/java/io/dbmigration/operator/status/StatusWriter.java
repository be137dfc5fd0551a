package io.dbmigration.operator.status;

import io.dbmigration.api.DatabaseBackup;
import io.dbmigration.api.DatabaseMigration;
import io.dbmigration.api.DatabaseMigrationStatus;
import io.dbmigration.contract.Reason;
import io.dbmigration.operator.observe.Observation;
import io.dbmigration.operator.observe.ObservedRun;
import io.dbmigration.operator.observe.WrittenStatuses;
import io.dbmigration.operator.plan.Decision;
import io.dbmigration.operator.run.Request;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.net.HttpURLConnection;
import java.time.Clock;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The only writer of statuses, receipts and events. Receipts come first, then the requests' own statuses, then that of the resource: once
 * it says how a run ended, nobody reads that run's result again.
 */
public final class StatusWriter {

    /** Owns the status; applied whole each time, so that what is left out is removed. */
    private static final PatchContext APPLY = new PatchContext.Builder()
            .withPatchType(PatchType.SERVER_SIDE_APPLY)
            .withFieldManager("database-migration-operator")
            .withForce(true)
            .build();

    private static final Logger LOG = LoggerFactory.getLogger(StatusWriter.class);

    private static final Set<Integer> REFUSED = Set.of(HttpURLConnection.HTTP_FORBIDDEN, 422);

    private final KubernetesClient client;
    private final WrittenStatuses written;
    private final EventPublisher events;
    private final Clock clock;

    public StatusWriter(KubernetesClient client, WrittenStatuses written, EventPublisher events, Clock clock) {
        this.clock = clock;
        this.client = client;
        this.written = written;
        this.events = events;
    }

    /** Makes a receipt for each backup that has none yet. */
    public void record(Observation seen) {
        Receipts.newReceipts(seen).forEach(this::record);
    }

    /** Writes nothing when nothing changed. */
    public void write(Observation seen, DatabaseMigrationStatus status) {
        if (status.equals(seen.before())) {
            return;
        }
        written.remember(applyStatus(fresh(seen.migration(), status)));
        Announcements.of(seen, status).forEach(news -> events.publish(seen.migration(), news));
        seen.newest().filter(run -> !seen.isRecorded(run)).ifPresent(StatusWriter::logEnd);
    }

    private static void logEnd(ObservedRun run) {
        run.closed()
                .ifPresent(end -> LOG.atInfo()
                        .addKeyValue("run", run.facts().job())
                        .addKeyValue("reason", end.reason().text())
                        .log(end.succeeded() ? "Run succeeded" : "Run failed"));
    }

    /**
     * Each request's own status; its end is an event of the resource, too. One that somebody else changes at that moment keeps none of
     * the others from being told; one that is deleted or refused does not keep the resource's own result, either.
     *
     * @throws KubernetesClientException the first that could not be written, once all were tried
     */
    public void tell(Observation seen, Decision decision) {
        KubernetesClientException missed = null;
        for (var change : RequestStatuses.of(seen, decision)) {
            try {
                tell(seen, change);
            } catch (KubernetesClientException e) {
                missed = missed == null ? e : missed;
            }
        }
        if (missed != null) {
            throw missed;
        }
    }

    private void tell(Observation seen, RequestStatuses.Change change) {
        try {
            written.remember(applyStatus(change.changed()));
        } catch (KubernetesClientException e) {
            if (e.getCode() != HttpURLConnection.HTTP_NOT_FOUND && !REFUSED.contains(e.getCode())) {
                throw e;
            }
            LOG.atWarn()
                    .addKeyValue("request", change.object().getMetadata().getName())
                    .setCause(e)
                    .log("The status of a request is gone or was refused");
            return;
        }
        change.news().ifPresent(news -> {
            events.publish(change.object(), news);
            if (change.end()) {
                events.publish(seen.migration(), news.about(change.object()));
            }
        });
    }

    /** Of a request that no pass looks at; where somebody else has changed it meanwhile, the next round tells. */
    public void tellStray(Request request, Reason reason, String explanation) {
        RequestStatuses.stray(request, reason, explanation, clock.instant()).ifPresent(change -> {
            try {
                written.remember(applyStatus(change.changed()));
                change.news().ifPresent(news -> events.publish(change.object(), news));
            } catch (KubernetesClientException e) {
                if (e.getCode() != HttpURLConnection.HTTP_CONFLICT && e.getCode() != HttpURLConnection.HTTP_NOT_FOUND) {
                    throw e;
                }
            }
        });
    }

    /** Without version, so that a change of the spec meanwhile is no conflict; with UID, so that no namesake gets it. */
    private static DatabaseMigration fresh(DatabaseMigration migration, DatabaseMigrationStatus status) {
        var fresh = new DatabaseMigration();
        fresh.setMetadata(new ObjectMetaBuilder()
                .withName(migration.getMetadata().getName())
                .withNamespace(migration.getMetadata().getNamespace())
                .withUid(migration.getMetadata().getUid())
                .build());
        fresh.setStatus(status);
        return fresh;
    }

    /** A receipt that is refused must not keep the result itself from being told; the manifest beside the dump is the truth. */
    private void record(DatabaseBackup receipt) {
        try {
            create(receipt);
            applyStatus(statusOnly(receipt));
        } catch (KubernetesClientException e) {
            if (!REFUSED.contains(e.getCode())) {
                throw e;
            }
            LOG.atError()
                    .addKeyValue("run", receipt.getMetadata().getName())
                    .setCause(e)
                    .log("The receipt of a backup was refused");
        }
    }

    private void create(DatabaseBackup receipt) {
        try {
            client.resource(receipt).create();
        } catch (KubernetesClientException e) {
            // A pass before this one came as far as here.
            if (e.getCode() != HttpURLConnection.HTTP_CONFLICT) {
                throw e;
            }
        }
    }

    private static DatabaseBackup statusOnly(DatabaseBackup receipt) {
        var statusOnly = new DatabaseBackup();
        statusOnly.setMetadata(new ObjectMetaBuilder()
                .withName(receipt.getMetadata().getName())
                .withNamespace(receipt.getMetadata().getNamespace())
                .build());
        statusOnly.setStatus(receipt.getStatus());
        return statusOnly;
    }

    private <T extends HasMetadata> T applyStatus(T object) {
        return client.resource(object).subresource("status").patch(APPLY, object);
    }
}
