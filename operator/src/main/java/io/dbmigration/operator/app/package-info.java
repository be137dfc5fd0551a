/** The program: settings, leader election, health, start and stop. */
@NullMarked
package io.dbmigration.operator.app;

import org.jspecify.annotations.NullMarked;
