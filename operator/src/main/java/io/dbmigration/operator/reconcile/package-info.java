/** One pass over one resource, and what starts a pass. */
@NullMarked
package io.dbmigration.operator.reconcile;

import org.jspecify.annotations.NullMarked;
