/** Decides what a rollback takes back and whether it may, before anything changes. */
@NullMarked
package io.dbmigration.runner.rollback;

import org.jspecify.annotations.NullMarked;
