package io.dbmigration.runner.bundle;

import io.dbmigration.contract.Reason;
import io.dbmigration.contract.RunException;

/** A bundle is read into memory: what is larger is no bundle, or an archive that bursts. */
final class BundleLimits {

    static final long MAX_BYTES = 64L << 20;
    static final int MAX_ENTRIES = 10_000;

    private BundleLimits() {}

    static void requireSize(long bytes) {
        if (bytes > MAX_BYTES) {
            throw new RunException(Reason.BUNDLE_INVALID, "The bundle holds more than " + (MAX_BYTES >> 20) + " MiB.");
        }
    }

    static void requireCount(int entries) {
        if (entries > MAX_ENTRIES) {
            throw new RunException(
                    Reason.BUNDLE_INVALID, "The bundle holds more than " + MAX_ENTRIES + " files and folders.");
        }
    }
}
