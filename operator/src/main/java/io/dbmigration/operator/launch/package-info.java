/** Carries decisions out: creates and deletes Jobs, keeps finalizers, tidies up. */
@NullMarked
package io.dbmigration.operator.launch;

import org.jspecify.annotations.NullMarked;
