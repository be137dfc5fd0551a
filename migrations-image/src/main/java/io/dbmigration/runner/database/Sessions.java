package io.dbmigration.runner.database;

/** How a session is shown to people: who and since when, never its query, which may hold data. */
final class Sessions {

    /** An expression over {@code pg_stat_activity a}; what the role may not see is left out. */
    static final String DESCRIPTION = """
            pg_catalog.concat('session ', a.pid, ' of role ', a.usename,
                CASE WHEN a.application_name <> '' THEN pg_catalog.concat(' (', a.application_name, ')') END,
                CASE WHEN a.client_addr IS NOT NULL
                     THEN pg_catalog.concat(' from ', pg_catalog.host(a.client_addr)) END,
                CASE WHEN a.state IS NOT NULL
                     THEN pg_catalog.concat(', ', a.state, ' since ', pg_catalog.to_char(
                              pg_catalog.timezone('UTC', a.state_change), 'YYYY-MM-DD HH24:MI:SS'), ' UTC') END)""";

    private Sessions() {}
}
