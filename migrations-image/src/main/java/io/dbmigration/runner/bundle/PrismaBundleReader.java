package io.dbmigration.runner.bundle;

import java.nio.file.Path;

/** Reads a folder in the Prisma layout, or one that holds only {@code migrations.tgz}. */
public final class PrismaBundleReader implements BundleReader {

    private final EmptyBundle empty;
    private final DigestCheck digestCheck;

    public PrismaBundleReader(EmptyBundle empty, DigestCheck digestCheck) {
        this.empty = empty;
        this.digestCheck = digestCheck;
    }

    @Override
    public Bundle read(Path root) {
        throw new UnsupportedOperationException(empty + " " + digestCheck + root);
    }
}
