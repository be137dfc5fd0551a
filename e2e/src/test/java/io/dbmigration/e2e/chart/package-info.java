/** What the chart renders, checked without a cluster by Helm's own library. */
package io.dbmigration.e2e.chart;
