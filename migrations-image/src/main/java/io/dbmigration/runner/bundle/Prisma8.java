package io.dbmigration.runner.bundle;

import io.dbmigration.contract.BundleLayout;
import io.dbmigration.contract.Reason;
import io.dbmigration.contract.RunException;
import java.util.Set;

/** Folders of Prisma 8 hold no SQL; without this they would look like migrations whose script is missing. */
final class Prisma8 {

    static final String MIGRATION = "migration.json";
    static final String OPERATIONS = "ops.json";
    static final Set<String> FILES = Set.of(MIGRATION, OPERATIONS);

    private Prisma8() {}

    static void refuse(BundleFiles files) {
        for (var folder : files.folders()) {
            var contents = files.contents();
            var marked = FILES.stream().anyMatch(file -> contents.containsKey(folder + "/" + file));
            if (marked && !contents.containsKey(folder + "/" + BundleLayout.SCRIPT)) {
                throw new RunException(
                        Reason.UNSUPPORTED_BUNDLE,
                        "The folder '" + folder + "' is a migration of Prisma 8, which holds no migration.sql.");
            }
        }
    }
}
