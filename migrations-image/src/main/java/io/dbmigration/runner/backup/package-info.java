/** The backup before a change: room and rights are looked at, pg_dump writes, the copy is read back and decoded, and only then it counts. */
@NullMarked
package io.dbmigration.runner.backup;

import org.jspecify.annotations.NullMarked;
