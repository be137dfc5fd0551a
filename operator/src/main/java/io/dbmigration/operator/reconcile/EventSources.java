package io.dbmigration.operator.reconcile;

import io.dbmigration.api.DatabaseBackup;
import io.dbmigration.api.DatabaseMigration;
import io.dbmigration.api.DatabaseRestore;
import io.dbmigration.api.MigrationResolution;
import io.dbmigration.api.MigrationRollback;
import io.dbmigration.operator.bundle.BundleCache;
import io.dbmigration.operator.bundle.BundleConfigMaps;
import io.dbmigration.operator.run.Marks;
import io.dbmigration.operator.run.RunFacts;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.CustomResource;
import io.javaoperatorsdk.operator.api.config.informer.InformerEventSourceConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import io.javaoperatorsdk.operator.processing.event.source.informer.TransformingItemStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** What starts a pass: our Jobs and pods, labelled ConfigMaps, and nudges between resources. All selected by label. */
final class EventSources {

    private final Caches caches;
    private final RequestCaches requests;
    private final Nudges nudges;

    EventSources(Caches caches, RequestCaches requests, Nudges nudges) {
        this.caches = caches;
        this.requests = requests;
        this.nudges = nudges;
    }

    List<EventSource<?, DatabaseMigration>> make(EventSourceContext<DatabaseMigration> context) {
        caches.useMigrations(context.getPrimaryCache());
        var sources = new ArrayList<EventSource<?, DatabaseMigration>>();
        for (var namespace : context.getControllerConfiguration()
                .getInformerConfig()
                .getEffectiveNamespaces(context.getControllerConfiguration())) {
            sources.add(jobs(namespace, context));
            sources.add(pods(namespace, context));
            sources.add(configMaps(namespace, context));
            sources.add(requests(MigrationResolution.class, namespace, context, requests::addResolutions));
            sources.add(requests(MigrationRollback.class, namespace, context, requests::addRollbacks));
            sources.add(requests(DatabaseBackup.class, namespace, context, requests::addBackups));
            sources.add(requests(DatabaseRestore.class, namespace, context, requests::addRestores));
        }
        sources.add(nudges.source());
        return sources;
    }

    private EventSource<?, DatabaseMigration> jobs(String namespace, EventSourceContext<DatabaseMigration> context) {
        var source = new InformerEventSource<>(
                configuration(Job.class, namespace, Marks.UID_LABEL, Stripped::job)
                        .withSecondaryToPrimaryMapper(EventSources::owner)
                        .build(),
                context);
        caches.addJobs(source);
        return source;
    }

    private EventSource<?, DatabaseMigration> pods(String namespace, EventSourceContext<DatabaseMigration> context) {
        var source = new InformerEventSource<>(
                configuration(Pod.class, namespace, Marks.UID_LABEL, Stripped::pod)
                        .withSecondaryToPrimaryMapper(EventSources::owner)
                        .build(),
                context);
        caches.addPods(source);
        return source;
    }

    private EventSource<?, DatabaseMigration> configMaps(
            String namespace, EventSourceContext<DatabaseMigration> context) {
        var source = new InformerEventSource<>(
                configuration(ConfigMap.class, namespace, BundleConfigMaps.LABEL + "=true", BundleCache::strip)
                        .withSecondaryToPrimaryMapper(caches::usersOf)
                        .withPrimaryToSecondaryMapper(migration -> Set.of())
                        .build(),
                context);
        caches.addConfigMaps(source);
        return source;
    }

    /** Their specs never change and their statuses are ours, so that only coming and going starts a pass. */
    private <R extends CustomResource<?, ?>> EventSource<?, DatabaseMigration> requests(
            Class<R> kind,
            String namespace,
            EventSourceContext<DatabaseMigration> context,
            Consumer<InformerEventSource<R, DatabaseMigration>> keep) {
        var source = new InformerEventSource<>(
                configuration(kind, namespace, null, Stripped::request)
                        .withSecondaryToPrimaryMapper(request ->
                                requests.migrationOf(request).map(Set::of).orElseGet(Set::of))
                        .withPrimaryToSecondaryMapper(migration -> Set.of())
                        .withOnUpdateFilter((now, before) -> now.getMetadata().getDeletionTimestamp() != null
                                || !ChangeFilter.isTheSame(now, before))
                        .build(),
                context);
        keep.accept(source);
        return source;
    }

    /** One source for each namespace, because an item store serves one informer only. */
    private static <R extends HasMetadata> InformerEventSourceConfiguration.Builder<R> configuration(
            Class<R> kind, String namespace, @Nullable String selector, UnaryOperator<R> kept) {
        return InformerEventSourceConfiguration.from(kind, DatabaseMigration.class)
                .withName(kind.getSimpleName() + "-" + namespace)
                .withNamespaces(namespace)
                .withLabelSelector(selector)
                .withItemStore(new TransformingItemStore<>(kept));
    }

    private static Set<ResourceID> owner(HasMetadata object) {
        var name = RunFacts.migrationOf(object.getMetadata());
        return name.isEmpty()
                ? Set.of()
                : Set.of(new ResourceID(name, object.getMetadata().getNamespace()));
    }
}
