package io.dbmigration.runner.backup;

import java.nio.file.Path;

/**
 * A client program of PostgreSQL.
 *
 * @param version for example {@code 17.6}
 * @param major for example 17
 */
public record PgTool(Path program, String version, int major) {

    /** Whether it can compress with zstd. */
    public boolean compressesWithZstd() {
        return major >= 16;
    }
}
