/** What the chart renders, checked without a cluster by Helm's own library. */
@NullMarked
package io.dbmigration.e2e.chart;

import org.jspecify.annotations.NullMarked;
