package io.dbmigration.operator.bundle;

import io.dbmigration.contract.BundleDigest;
import io.dbmigration.contract.BundleLayout;
import io.fabric8.kubernetes.api.model.ConfigMap;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A ConfigMap read as a bundle: its two digests. */
final class ConfigMapBundle {

    private ConfigMapBundle() {}

    static BundleSource.Found of(ConfigMap configMap, boolean watched) {
        var contents = contents(configMap);
        return new BundleSource.Found(
                BundleDigest.ofAll(contents),
                bundleDigest(contents),
                contents.keySet().stream().sorted().toList(),
                watched);
    }

    /** Null for an archive: only the runner unpacks it. */
    private static @Nullable String bundleDigest(Map<String, byte[]> contents) {
        if (contents.containsKey(BundleLayout.ARCHIVE_KEY)) {
            return null;
        }
        var files = new HashMap<String, byte[]>();
        contents.forEach((key, bytes) -> BundleLayout.pathOfKey(key).ifPresent(path -> files.put(path, bytes)));
        return BundleDigest.ofBundle(files);
    }

    private static Map<String, byte[]> contents(ConfigMap configMap) {
        var contents = new HashMap<String, byte[]>();
        orEmpty(configMap.getData()).forEach((key, text) -> contents.put(key, text.getBytes(StandardCharsets.UTF_8)));
        orEmpty(configMap.getBinaryData())
                .forEach((key, base64) -> contents.put(key, Base64.getDecoder().decode(base64)));
        return contents;
    }

    private static Map<String, String> orEmpty(@Nullable Map<String, String> map) {
        return map == null ? Map.of() : map;
    }

    static boolean labelled(ConfigMap configMap) {
        var labels = configMap.getMetadata().getLabels();
        return labels != null && "true".equals(labels.get(BundleConfigMaps.LABEL));
    }
}
