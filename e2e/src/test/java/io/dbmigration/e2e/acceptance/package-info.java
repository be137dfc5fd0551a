/** The promises of the README, kept on a real cluster: real pods, a real PostgreSQL, the images as they are shipped. */
@NullMarked
package io.dbmigration.e2e.acceptance;

import org.jspecify.annotations.NullMarked;
