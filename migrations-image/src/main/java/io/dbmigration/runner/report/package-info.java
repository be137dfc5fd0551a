/** What a run tells: its result, its progress in the log, and the same for people. Whatever leaves the runner passes the redactor here. */
@NullMarked
package io.dbmigration.runner.report;

import org.jspecify.annotations.NullMarked;
