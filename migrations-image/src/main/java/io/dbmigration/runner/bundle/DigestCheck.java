package io.dbmigration.runner.bundle;

import io.dbmigration.contract.Reason;
import io.dbmigration.contract.RunException;
import java.util.function.Supplier;

/** Judges a bundle's digest before anything else about the bundle is judged: another bundle's faults are not this run's. */
@FunctionalInterface
public interface DigestCheck {

    /** @param found asked for only where it matters: it may have to be waited for */
    void check(Supplier<String> found);

    /** Whatever is found is right. */
    static DigestCheck any() {
        return found -> {};
    }

    /** The spec names this digest; another one means that the source is not there yet. */
    static DigestCheck pinned(String digest) {
        return found -> require(
                Reason.BUNDLE_INCOMPLETE, digest, found, "The source holds bundle %2$s, the spec asks for %1$s.");
    }

    /** The operator saw this digest; another one means that the source changed since, or is not yet on this node. */
    static DigestCheck asked(String digest) {
        return found ->
                require(Reason.BUNDLE_CHANGED, digest, found, "The run was asked for bundle %1$s, the pod found %2$s.");
    }

    private static void require(Reason reason, String digest, Supplier<String> late, String message) {
        var found = late.get();
        if (!digest.equals(found)) {
            throw new RunException(reason, message.formatted(digest, found));
        }
    }
}
