package io.dbmigration.runner.bundle;

import java.nio.file.Path;

/** Reads a bundle from a folder; one implementation for each layout. */
public interface BundleReader {

    /**
     * @throws io.dbmigration.contract.RunException BundleInvalid, UnsupportedBundle, ProviderMismatch, or what the reader's
     *     {@link DigestCheck} says
     */
    Bundle read(Path root);
}
