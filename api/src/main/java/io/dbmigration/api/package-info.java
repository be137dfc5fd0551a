/**
 * The custom resources of group {@code dbmigration.io} as records; the files in {@code crds/} are generated from here.
 *
 * <p>What is stored must never be undecodable, because one such object stops a whole informer: unknown fields are ignored,
 * every component may be null, and an enum value of another version is read as the strictest one that this version knows.
 */
@NullMarked
package io.dbmigration.api;

import org.jspecify.annotations.NullMarked;
