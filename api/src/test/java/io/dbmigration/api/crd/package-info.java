/** Makes the files in {@code crds/} from the records, and tries them on an API server. */
package io.dbmigration.api.crd;
