/** Compares a bundle with the history of a database; pure. */
@NullMarked
package io.dbmigration.runner.diagnosis;

import org.jspecify.annotations.NullMarked;
