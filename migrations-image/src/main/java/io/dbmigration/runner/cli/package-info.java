/** {@code dbm}: the same runs as in the cluster, for people and pipelines. */
@NullMarked
package io.dbmigration.runner.cli;

import org.jspecify.annotations.NullMarked;
