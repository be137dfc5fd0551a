package io.dbmigration.operator.bundle;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What can be seen of a bundle without a run. */
public sealed interface BundleSource {

    /** For runs that look at no bundle. */
    Found NONE = new Found("none", null, List.of(), true);

    /**
     * The source is there.
     *
     * @param identity another one is another wish: for a ConfigMap SHA-256 over its raw keys, for image and claim reference and path
     * @param digest the bundle's digest; null where only the runner can compute it (archive, image, claim)
     * @param keys of the ConfigMap, sorted; empty for image and claim
     * @param watched whether a change of content is seen by itself
     */
    record Found(String identity, @Nullable String digest, List<String> keys, boolean watched)
            implements BundleSource {}

    /** The ConfigMap does not exist, or not yet. */
    record Missing(String configMap) implements BundleSource {}
}
