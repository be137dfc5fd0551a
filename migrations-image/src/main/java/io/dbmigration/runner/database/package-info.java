/** Connections to the server: what may be connected to, the session that runs scripts, the one that keeps the books. */
@NullMarked
package io.dbmigration.runner.database;

import org.jspecify.annotations.NullMarked;
