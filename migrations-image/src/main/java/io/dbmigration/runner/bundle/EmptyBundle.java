package io.dbmigration.runner.bundle;

/** What a bundle without any migration means. */
public enum EmptyBundle {
    /** BundleInvalid: in a cluster a wrong path looks the same. */
    REFUSED,
    /** Nothing to do, as for Prisma. */
    ACCEPTED
}
