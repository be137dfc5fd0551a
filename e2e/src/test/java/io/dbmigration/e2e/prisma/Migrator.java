package io.dbmigration.e2e.prisma;

/** A program that plays histories. */
interface Migrator {

    Answer run(Command command, String url, BundleFolder bundle);
}
