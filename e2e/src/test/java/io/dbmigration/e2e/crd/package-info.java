/** What a real API server makes of the CRDs. */
@NullMarked
package io.dbmigration.e2e.crd;

import org.jspecify.annotations.NullMarked;
