package io.dbmigration.operator.status;

import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.CustomResource;

/** An object that holds only what an apply of the status needs. */
final class Fresh {

    private Fresh() {}

    /** With version: an end that was told by another pass is never overwritten by one that did not see it. */
    static <T extends CustomResource<?, ?>> T of(T seen, T empty) {
        empty.setMetadata(new ObjectMetaBuilder()
                .withName(seen.getMetadata().getName())
                .withNamespace(seen.getMetadata().getNamespace())
                .withUid(seen.getMetadata().getUid())
                .withResourceVersion(seen.getMetadata().getResourceVersion())
                .build());
        return empty;
    }
}
