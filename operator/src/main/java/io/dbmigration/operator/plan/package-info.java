/** What to do next, decided from an observation alone. Pure. */
@NullMarked
package io.dbmigration.operator.plan;

import org.jspecify.annotations.NullMarked;
