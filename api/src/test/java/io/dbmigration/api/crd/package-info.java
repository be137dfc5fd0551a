/** Makes the files in {@code crds/} from the records, and tries them on an API server. */
@NullMarked
package io.dbmigration.api.crd;

import org.jspecify.annotations.NullMarked;
