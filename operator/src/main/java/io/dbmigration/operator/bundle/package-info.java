/** What can be seen of a bundle without running anything: whether it is there, and whether it is another one than before. */
@NullMarked
package io.dbmigration.operator.bundle;

import org.jspecify.annotations.NullMarked;
