/** The samples for Argo CD and Flux. */
@NullMarked
package io.dbmigration.e2e.gitops;

import org.jspecify.annotations.NullMarked;
