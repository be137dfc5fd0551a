package io.dbmigration.e2e.prisma;

import java.io.IOException;

/** One step of a history. */
sealed interface Step {

    /** A superuser changes the database. */
    record Sql(String text) implements Step {}

    /** Somebody changes the bundle. */
    record Edit(Change change) implements Step {}

    record Run(Command command) implements Step {}

    interface Change {
        void in(BundleFolder bundle) throws IOException;
    }
}
