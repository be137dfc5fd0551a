package io.dbmigration.runner.bundle;

import io.dbmigration.contract.Failure;
import io.dbmigration.contract.Reason;
import io.dbmigration.contract.RunException;
import org.jspecify.annotations.Nullable;

/**
 * One folder of the bundle.
 *
 * @param name of the folder, byte for byte
 * @param script null: {@code migration.sql} is missing, which matters only where it would be run (Prisma's P3015)
 * @param rollback the way back, if the author wrote one
 */
public record Migration(
        String name, @Nullable Script script, @Nullable Script rollback) {

    /**
     * The script, where it has to be run or recorded.
     *
     * @throws RunException FileMissing (Prisma's P3015); BundleInvalid for a script with a fault
     */
    public Script requireScript() {
        if (script == null) {
            throw new RunException(
                    Reason.FILE_MISSING,
                    "The migration %s has no migration.sql. Nothing was run.".formatted(name),
                    new Failure(name, null, null, null, "P3015", null, null, null, null, null),
                    null);
        }
        if (script.fault() != null) {
            throw new RunException(
                    Reason.BUNDLE_INVALID,
                    script.fault() + ". Nothing was run.",
                    new Failure(name, null, null, null, null, script.fault(), null, null, null, null),
                    null);
        }
        return script;
    }
}
