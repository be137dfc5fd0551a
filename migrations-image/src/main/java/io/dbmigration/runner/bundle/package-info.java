/** The bundle as Prisma reads it: migrations in their order, checksums, the digest. */
@NullMarked
package io.dbmigration.runner.bundle;

import org.jspecify.annotations.NullMarked;
