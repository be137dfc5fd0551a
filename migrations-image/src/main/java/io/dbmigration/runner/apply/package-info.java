/**
 * Applies one migration so that its script and its record stand or fall together, and finds out from the row in the history what
 * became of it, whatever happened to the connection.
 *
 * @see "design-run.md, 4.3 and 4.4"
 */
@NullMarked
package io.dbmigration.runner.apply;

import org.jspecify.annotations.NullMarked;
