package io.dbmigration.runner.database;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What the first look told. What identifies the server must be the same on every later connection.
 *
 * @param version for example 170006
 * @param versionText for example {@code 17.6}
 * @param postmasterStart as the server prints it, in UTC
 * @param systemIdentifier null: the role may not read it
 * @param timeline null: the role may not read it
 * @param deadlockTimeout of the server
 * @param synchronousCommit of the role, for example {@code on} or {@code remote_apply}
 */
public record ServerFacts(
        int version,
        String versionText,
        String postmasterStart,
        @Nullable String systemIdentifier,
        @Nullable Integer timeline,
        String database,
        long databaseOid,
        String role,
        boolean superuser,
        boolean bypassesRowSecurity,
        boolean createsDatabases,
        Duration deadlockTimeout,
        String synchronousCommit) {

    /** For example 17. */
    public int major() {
        return version / 10_000;
    }
}
