package io.dbmigration.runner.database;

import org.jspecify.annotations.Nullable;

/** The fields of a connection that is not given as a URL; what is null has its default. */
public record ConnectionFields(
        String host,
        @Nullable String port,
        String database,
        @Nullable String schema,
        @Nullable String username,
        @Nullable Secret password,
        @Nullable String sslMode) {}
