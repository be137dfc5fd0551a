/** What became of a run, read from its Job, its pods and the pod's log. Pure but for the log. */
@NullMarked
package io.dbmigration.operator.outcome;

import org.jspecify.annotations.NullMarked;
