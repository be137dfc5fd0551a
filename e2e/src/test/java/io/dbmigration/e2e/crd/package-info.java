/** What a real API server makes of the CRDs. */
package io.dbmigration.e2e.crd;
