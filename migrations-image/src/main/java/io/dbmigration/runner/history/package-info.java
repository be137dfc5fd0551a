/** The table {@code _prisma_migrations}: its rows, and the marks that this program leaves in them. */
@NullMarked
package io.dbmigration.runner.history;

import org.jspecify.annotations.NullMarked;
