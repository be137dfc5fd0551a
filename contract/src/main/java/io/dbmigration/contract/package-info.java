/** What operator and runner agree on: the request and result of one run, the reasons, the digest of a bundle. */
@NullMarked
package io.dbmigration.contract;

import org.jspecify.annotations.NullMarked;
