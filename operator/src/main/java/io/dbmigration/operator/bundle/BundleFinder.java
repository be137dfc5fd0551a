package io.dbmigration.operator.bundle;

import static java.util.Objects.requireNonNull;
import static java.util.Objects.requireNonNullElse;

import io.dbmigration.api.BundleSpec;
import io.dbmigration.api.DatabaseMigration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds what a resource's {@code spec.bundle} names. */
public final class BundleFinder {

    private final BundleConfigMaps configMaps;

    public BundleFinder(BundleConfigMaps configMaps) {
        this.configMaps = configMaps;
    }

    /** @param wish changes whenever a person asks anew: generation and retry value */
    public BundleSource find(DatabaseMigration migration, String wish) {
        var metadata = migration.getMetadata();
        var bundle = requireNonNull(migration.getSpec().bundle(), "spec.bundle");
        if (bundle.configMap() != null) {
            var name = requireNonNull(bundle.configMap().name(), "spec.bundle.configMap.name");
            var source = configMaps.find(metadata.getNamespace(), name, metadata.getUid(), wish);
            if (isNotThePinned(source, bundle.digest())) {
                configMaps.forget(metadata.getUid());
            }
            return source;
        }
        return new BundleSource.Found(reference(bundle), null, List.of(), true);
    }

    /** Whether it can be seen from here that the source does not hold the bundle of {@code spec.bundle.digest}. */
    public static boolean isNotThePinned(BundleSource source, @Nullable String pinned) {
        return pinned != null
                && source instanceof BundleSource.Found found
                && found.digest() != null
                && !pinned.equals(found.digest());
    }

    private static String reference(BundleSpec bundle) {
        if (bundle.image() != null) {
            return "image:" + bundle.image().reference() + "#" + bundle.image().effectivePath();
        }
        var claim = requireNonNull(bundle.persistentVolumeClaim(), "spec.bundle has no source");
        return "claim:" + claim.claimName() + "#" + requireNonNullElse(claim.path(), "");
    }
}
