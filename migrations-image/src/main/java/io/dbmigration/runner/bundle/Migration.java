package io.dbmigration.runner.bundle;

import org.jspecify.annotations.Nullable;

/**
 * One folder of the bundle.
 *
 * @param name of the folder, byte for byte
 * @param script null: {@code migration.sql} is missing, which matters only where it would be run (Prisma's P3015)
 * @param rollback the way back, if the author wrote one
 */
public record Migration(
        String name, @Nullable Script script, @Nullable Script rollback) {}
