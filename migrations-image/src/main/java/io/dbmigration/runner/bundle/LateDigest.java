package io.dbmigration.runner.bundle;

import io.dbmigration.contract.BundleDigest;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * The digest of a bundle, computed beside what is done with the bundle meanwhile: it takes as long as all the rest of reading, and some
 * runs do not ask for it before their end.
 */
final class LateDigest implements Supplier<String> {

    private final CompletableFuture<String> digest;

    private LateDigest(CompletableFuture<String> digest) {
        this.digest = digest;
    }

    static LateDigest begin(Map<String, byte[]> contents) {
        return new LateDigest(CompletableFuture.supplyAsync(
                () -> BundleDigest.ofBundle(contents),
                task -> Thread.ofPlatform().daemon().name("digest").start(task)));
    }

    @Override
    public String get() {
        return digest.join();
    }
}
