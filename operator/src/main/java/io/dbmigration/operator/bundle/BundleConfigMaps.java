package io.dbmigration.operator.bundle;

import io.fabric8.kubernetes.api.model.ConfigMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Bundles in ConfigMaps: labelled ones from the cache, others read live once for each wish. */
public final class BundleConfigMaps {

    /** ConfigMaps with this label and the value {@code true} are watched. */
    public static final String LABEL = "dbmigration.io/bundle";

    /** Where a ConfigMap is looked for. */
    @FunctionalInterface
    public interface Lookup {
        Optional<ConfigMap> find(String namespace, String name);
    }

    private final Lookup watched;
    private final Lookup live;
    private final Map<String, Remembered> remembered = new ConcurrentHashMap<>();

    /**
     * @param watched the cache of labelled ones, made by {@link BundleCache}
     * @param live the API server
     */
    public BundleConfigMaps(Lookup watched, Lookup live) {
        this.watched = watched;
        this.live = live;
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
        var found = live.find(namespace, name);
        if (found.isEmpty()) {
            return new BundleSource.Missing(name);
        }
        // A labelled one that the cache does not hold yet announces itself later.
        var source = ConfigMapBundle.of(found.get(), ConfigMapBundle.labelled(found.get()));
        remembered.put(owner, new Remembered(name, wish, source));
        return source;
    }

    private record Remembered(String name, String wish, BundleSource.Found source) {}
}
