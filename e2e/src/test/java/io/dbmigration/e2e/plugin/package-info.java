/** kubectl-dbm beside a kubectl that is played, and the shell scripts of the project. */
@NullMarked
package io.dbmigration.e2e.plugin;

import org.jspecify.annotations.NullMarked;
