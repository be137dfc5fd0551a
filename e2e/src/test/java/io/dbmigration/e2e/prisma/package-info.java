/** Histories played by {@code dbm} and by the real Prisma CLI 7 and 6, compared after every command. */
@NullMarked
package io.dbmigration.e2e.prisma;

import org.jspecify.annotations.NullMarked;
