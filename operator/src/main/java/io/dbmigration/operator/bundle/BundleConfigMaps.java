package io.dbmigration.operator.bundle;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Bundles in ConfigMaps: labelled ones from the cache, others read live once for each wish. */
public final class BundleConfigMaps {

    /** ConfigMaps with this label and the value {@code true} are watched. */
    public static final String LABEL = "dbmigration.io/bundle";

    /** The labelled ones. */
    @FunctionalInterface
    public interface Watched {
        Optional<ConfigMap> find(String namespace, String name);
    }

    private final Watched watched;
    private final KubernetesClient client;
    private final Map<String, Remembered> remembered = new ConcurrentHashMap<>();

    public BundleConfigMaps(Watched watched, KubernetesClient client) {
        this.watched = watched;
        this.client = client;
    }

    /**
     * @param owner UID of the resource that asks
     * @param wish generation and retry value of that resource: with another one an unlabelled ConfigMap is read again
     */
    BundleSource find(String namespace, String name, String owner, String wish) {
        var cached = watched.find(namespace, name);
        if (cached.isPresent()) {
            remembered.remove(owner);
            return BundleCache.read(cached.get());
        }
        var known = remembered.get(owner);
        if (known != null && known.wish.equals(wish) && known.name.equals(name)) {
            return known.source;
        }
        return readLive(namespace, name, owner, wish);
    }

    /** Reads the ConfigMap again at the next look, for example because what was asked for is not in it yet. */
    public void forget(String owner) {
        remembered.remove(owner);
    }

    private BundleSource readLive(String namespace, String name, String owner, String wish) {
        var live = client.configMaps().inNamespace(namespace).withName(name).get();
        if (live == null) {
            return new BundleSource.Missing(name);
        }
        // A labelled one that the cache does not hold yet announces itself later.
        var source = ConfigMapBundle.of(live, ConfigMapBundle.labelled(live));
        remembered.put(owner, new Remembered(name, wish, source));
        return source;
    }

    private record Remembered(String name, String wish, BundleSource.Found source) {}
}
