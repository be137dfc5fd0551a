/** One run from its request to its result: the pod's main, and the steps of a deploy in their order. */
@NullMarked
package io.dbmigration.runner.job;

import org.jspecify.annotations.NullMarked;
