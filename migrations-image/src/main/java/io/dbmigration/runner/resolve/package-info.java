/** Corrects the history by hand, with the checks of {@code prisma migrate resolve}; runs no script. */
@NullMarked
package io.dbmigration.runner.resolve;

import org.jspecify.annotations.NullMarked;
