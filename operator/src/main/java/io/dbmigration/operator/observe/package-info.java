/** Everything that is read for one pass over a resource. */
@NullMarked
package io.dbmigration.operator.observe;

import org.jspecify.annotations.NullMarked;
