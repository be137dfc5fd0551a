package io.dbmigration.operator.reconcile;

import io.dbmigration.operator.bundle.BundleConfigMaps;
import io.dbmigration.operator.bundle.BundleFinder;
import io.dbmigration.operator.launch.Finalizers;
import io.dbmigration.operator.launch.Janitor;
import io.dbmigration.operator.launch.JobLauncher;
import io.dbmigration.operator.launch.OrphanSweep;
import io.dbmigration.operator.launch.RunQueue;
import io.dbmigration.operator.observe.EventWarnings;
import io.dbmigration.operator.observe.LiveRuns;
import io.dbmigration.operator.observe.Observer;
import io.dbmigration.operator.observe.PodLog;
import io.dbmigration.operator.observe.RequestObserver;
import io.dbmigration.operator.observe.RunObserver;
import io.dbmigration.operator.observe.Twins;
import io.dbmigration.operator.observe.WrittenStatuses;
import io.dbmigration.operator.plan.Planner;
import io.dbmigration.operator.run.JobFactory;
import io.dbmigration.operator.run.RunnerSettings;
import io.dbmigration.operator.status.EventPublisher;
import io.dbmigration.operator.status.StatusWriter;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Clock;
import java.util.Optional;

/**
 * Puts the parts of a pass together.
 *
 * @param orphans to be swept at start and from time to time
 * @param strays requests that belong to nobody, to be told so
 */
public record Assembly(DatabaseMigrationReconciler reconciler, OrphanSweep orphans, Strays strays) {

    public static Assembly of(KubernetesClient client, RunnerSettings settings, int maxConcurrentRuns, Clock clock) {
        var caches = new Caches();
        var requests = new RequestCaches();
        var nudges = new Nudges();
        var live = new LiveRuns(client);
        var statuses = new WrittenStatuses();
        var twins = new Twins(caches::withDatabase);
        var finalizers = new Finalizers(client);
        var queue = new RunQueue(maxConcurrentRuns, caches::working);
        var orphans = new OrphanSweep(client, finalizers, caches::allJobs, caches::allPods);
        var events = new EventPublisher(client, clock);
        var observer = new Observer(
                new RunObserver(caches, live, new EventWarnings(client)),
                new RequestObserver(requests, statuses),
                new BundleFinder(new BundleConfigMaps(
                        caches::configMap,
                        (namespace, name) -> Optional.ofNullable(client.configMaps()
                                .inNamespace(namespace)
                                .withName(name)
                                .get()))),
                twins,
                new PodLog(client),
                statuses,
                clock);
        var writer = new StatusWriter(client, statuses, events, clock);
        var reconciler = new DatabaseMigrationReconciler(
                new EventSources(caches, requests, nudges),
                observer,
                new Planner(settings.image()),
                new JobLauncher(client, new JobFactory(settings), live, finalizers, queue, clock),
                writer,
                new Janitor(client, finalizers),
                new Departures(queue, orphans, twins, statuses, nudges),
                new Unreadable(events, orphans));
        return new Assembly(reconciler, orphans, new Strays(caches, requests, statuses, writer));
    }
}
