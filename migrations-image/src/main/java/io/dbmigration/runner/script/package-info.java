/**
 * What stands in a migration's script: its statements, how they have to be sent, and whether the server's own grammar accepts them.
 * Nothing here runs a script.
 */
@NullMarked
package io.dbmigration.runner.script;

import org.jspecify.annotations.NullMarked;
