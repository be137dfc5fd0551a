/** Whether the documentation leads where it says. Needs nothing; a second. */
@NullMarked
package io.dbmigration.e2e.docs;

import org.jspecify.annotations.NullMarked;
