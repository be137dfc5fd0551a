package io.dbmigration.operator.launch;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.net.HttpURLConnection;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Puts finalizers on and takes them off, whoever else changes the object at that moment. */
public final class Finalizers {

    private static final int TRIES = 5;

    /** Changed or deleted meanwhile: the next look tells which. */
    private static final Set<Integer> RACED =
            Set.of(HttpURLConnection.HTTP_CONFLICT, HttpURLConnection.HTTP_NOT_FOUND, 422);

    private final KubernetesClient client;

    public Finalizers(KubernetesClient client) {
        this.client = client;
    }

    /** @return false when the object is gone, another one by now, or being deleted: then nothing may start */
    boolean add(HasMetadata object, String finalizer) {
        return change(object, present -> {
            if (present.getMetadata().getDeletionTimestamp() != null) {
                return null;
            }
            var finalizers = new ArrayList<>(present.getMetadata().getFinalizers());
            if (!finalizers.contains(finalizer)) {
                finalizers.add(finalizer);
            }
            return finalizers;
        });
    }

    /** What is gone already is fine. */
    public void removeIf(HasMetadata object, Predicate<String> ours) {
        change(
                object,
                present -> present.getMetadata().getFinalizers().stream()
                        .filter(ours.negate())
                        .toList());
    }

    void remove(HasMetadata object, String finalizer) {
        removeIf(object, finalizer::equals);
    }

    @FunctionalInterface
    private interface Change {
        /** Null: leave it alone. */
        @Nullable
        List<String> finalizersOf(HasMetadata present);
    }

    private boolean change(HasMetadata object, Change change) {
        for (int tried = 1; ; tried++) {
            var present = client.resource(object).get();
            if (present == null
                    || !object.getMetadata()
                            .getUid()
                            .equals(present.getMetadata().getUid())) {
                return false;
            }
            var finalizers = change.finalizersOf(present);
            if (finalizers == null) {
                return false;
            }
            if (finalizers.equals(present.getMetadata().getFinalizers()) || patched(present, finalizers, tried)) {
                return true;
            }
        }
    }

    /** The test on the version makes it a compare-and-swap. */
    private boolean patched(HasMetadata present, List<String> finalizers, int tried) {
        var patch = "[{\"op\":\"test\",\"path\":\"/metadata/resourceVersion\",\"value\":\""
                + present.getMetadata().getResourceVersion() + "\"},"
                + "{\"op\":\"add\",\"path\":\"/metadata/finalizers\",\"value\":[" + quoted(finalizers) + "]}]";
        try {
            client.resource(present).patch(PatchContext.of(PatchType.JSON), patch);
            return true;
        } catch (KubernetesClientException e) {
            if (RACED.contains(e.getCode()) && tried < TRIES) {
                return false;
            }
            throw e;
        }
    }

    private static String quoted(List<String> finalizers) {
        return finalizers.isEmpty() ? "" : "\"" + String.join("\",\"", finalizers) + "\"";
    }
}
