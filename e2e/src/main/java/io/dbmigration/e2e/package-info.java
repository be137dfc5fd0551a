/** Puts the operator onto a cluster where no helm program is at hand. */
@NullMarked
package io.dbmigration.e2e;

import org.jspecify.annotations.NullMarked;
