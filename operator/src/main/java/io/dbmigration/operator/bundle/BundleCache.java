package io.dbmigration.operator.bundle;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import java.util.List;
import java.util.Map;

/**
 * What the cache keeps of a watched ConfigMap: name, keys and digests. The scripts themselves would fill the heap: a megabyte each,
 * thousands of them.
 */
public final class BundleCache {

    private static final String IDENTITY = "dbmigration.io/cached-identity";
    private static final String DIGEST = "dbmigration.io/cached-digest";
    private static final String KEYS = "dbmigration.io/cached-keys";

    private BundleCache() {}

    /** The small copy that is kept. */
    public static ConfigMap strip(ConfigMap full) {
        var bundle = ConfigMapBundle.of(full, true);
        var metadata = full.getMetadata();
        var kept = new ConfigMapBuilder()
                .withNewMetadata()
                .withName(metadata.getName())
                .withNamespace(metadata.getNamespace())
                .withUid(metadata.getUid())
                .withResourceVersion(metadata.getResourceVersion())
                .addToAnnotations(IDENTITY, bundle.identity())
                .addToAnnotations(KEYS, String.join("\n", bundle.keys()))
                .endMetadata();
        return bundle.digest() == null
                ? kept.build()
                : kept.editMetadata()
                        .addToAnnotations(DIGEST, bundle.digest())
                        .endMetadata()
                        .build();
    }

    static BundleSource.Found read(ConfigMap kept) {
        Map<String, String> annotations = kept.getMetadata().getAnnotations();
        var keys = annotations.getOrDefault(KEYS, "");
        return new BundleSource.Found(
                annotations.getOrDefault(IDENTITY, ""),
                annotations.get(DIGEST),
                keys.isEmpty() ? List.of() : List.of(keys.split("\n", -1)),
                true);
    }
}
