/** What is told: status, events and receipts. The facts come from observation and decision. */
@NullMarked
package io.dbmigration.operator.status;

import org.jspecify.annotations.NullMarked;
