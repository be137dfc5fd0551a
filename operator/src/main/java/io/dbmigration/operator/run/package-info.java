/** One run before it exists: what makes it another run than the last, its name, its request and its Job. Pure. */
@NullMarked
package io.dbmigration.operator.run;

import org.jspecify.annotations.NullMarked;
