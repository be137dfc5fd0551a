package io.dbmigration.operator.reconcile;

import io.dbmigration.api.DatabaseMigration;
import io.dbmigration.operator.observe.Runs;
import io.dbmigration.operator.observe.Twins;
import io.dbmigration.operator.outcome.Jobs;
import io.dbmigration.operator.run.Marks;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.IndexerResourceCache;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the informers hold, as the rest of the operator asks for it. Filled when the event sources are made. */
public final class Caches implements Runs {

    static final String BY_UID = "dbmigration-uid";
    static final String BY_CONFIG_MAP = "dbmigration-config-map";
    static final String BY_DATABASE = "dbmigration-database";

    private final List<InformerEventSource<Job, DatabaseMigration>> jobs = new CopyOnWriteArrayList<>();
    private final List<InformerEventSource<Pod, DatabaseMigration>> pods = new CopyOnWriteArrayList<>();
    private final List<InformerEventSource<ConfigMap, DatabaseMigration>> configMaps = new CopyOnWriteArrayList<>();
    private volatile @Nullable IndexerResourceCache<DatabaseMigration> migrations;

    void useMigrations(IndexerResourceCache<DatabaseMigration> cache) {
        Map<String, Function<DatabaseMigration, List<String>>> indexers =
                Map.of(BY_CONFIG_MAP, Caches::configMapKeys, BY_DATABASE, Twins::keys);
        cache.addIndexers(indexers);
        migrations = cache;
    }

    void addJobs(InformerEventSource<Job, DatabaseMigration> source) {
        source.addIndexers(Map.of(BY_UID, Caches::uidKeys));
        jobs.add(source);
    }

    void addPods(InformerEventSource<Pod, DatabaseMigration> source) {
        source.addIndexers(Map.of(BY_UID, Caches::uidKeys));
        pods.add(source);
    }

    void addConfigMaps(InformerEventSource<ConfigMap, DatabaseMigration> source) {
        configMaps.add(source);
    }

    /** Whether the DatabaseMigration is there. */
    boolean isKnown(ResourceID id) {
        var cache = migrations;
        return cache != null && cache.get(id).isPresent();
    }

    @Override
    public List<Job> jobs(String namespace, String uid) {
        return jobs.stream()
                .flatMap(source -> source.byIndex(BY_UID, uid).stream())
                .toList();
    }

    @Override
    public List<Pod> pods(String namespace, String uid) {
        return pods.stream()
                .flatMap(source -> source.byIndex(BY_UID, uid).stream())
                .toList();
    }

    public List<Job> allJobs() {
        return jobs.stream().flatMap(source -> source.list(job -> true)).toList();
    }

    public List<Pod> allPods() {
        return pods.stream().flatMap(source -> source.list(pod -> true)).toList();
    }

    /** UIDs of the resources whose Job is under way. */
    public Set<String> working() {
        return jobs.stream()
                .flatMap(source -> source.list(job -> !Jobs.terminal(job)))
                .flatMap(job -> uidKeys(job).stream())
                .collect(Collectors.toSet());
    }

    public Optional<ConfigMap> configMap(String namespace, String name) {
        return configMaps.stream()
                .flatMap(source -> source.get(new ResourceID(name, namespace)).stream())
                .findFirst();
    }

    public List<DatabaseMigration> withDatabase(String key) {
        return byIndex(BY_DATABASE, key);
    }

    /** The resources whose bundle lies in this ConfigMap. */
    Set<ResourceID> usersOf(ConfigMap configMap) {
        return byIndex(
                        BY_CONFIG_MAP,
                        key(
                                configMap.getMetadata().getNamespace(),
                                configMap.getMetadata().getName()))
                .stream()
                .map(ResourceID::fromResource)
                .collect(Collectors.toSet());
    }

    private List<DatabaseMigration> byIndex(String index, String key) {
        var cache = migrations;
        return cache == null ? List.of() : cache.byIndex(index, key);
    }

    private static List<String> uidKeys(HasMetadata object) {
        return Stream.ofNullable(object.getMetadata().getLabels().get(Marks.UID_LABEL))
                .toList();
    }

    private static List<String> configMapKeys(DatabaseMigration migration) {
        var bundle = migration.getSpec() == null ? null : migration.getSpec().bundle();
        return bundle == null
                        || bundle.configMap() == null
                        || bundle.configMap().name() == null
                ? List.of()
                : List.of(key(
                        migration.getMetadata().getNamespace(),
                        bundle.configMap().name()));
    }

    private static String key(String namespace, String name) {
        return namespace + "/" + name;
    }
}
