/** Brings one backup back: as a new database, or in place of the present one, which is kept. */
@NullMarked
package io.dbmigration.runner.restore;

import org.jspecify.annotations.NullMarked;
