package io.dbmigration.runner.testing;

/** Event triggers that stand in a restore's way, as a database has them for good reasons. */
public enum EventTriggers {
    /** Writes a row for each command of DDL. */
    AUDIT_OF_DDL("""
            CREATE TABLE audit (n serial, tag text);
            CREATE FUNCTION note() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN INSERT INTO public.audit (tag) VALUES (tg_tag); END';
            CREATE EVENT TRIGGER act ON ddl_command_end EXECUTE FUNCTION note();
            CREATE TABLE audited (i int);
            CREATE MATERIALIZED VIEW one AS SELECT 1 AS i"""),
    /** Writes a row for each session. */
    NOTE_OF_LOGINS("""
            CREATE TABLE audit (who text);
            CREATE FUNCTION note() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN INSERT INTO public.audit VALUES (session_user); END';
            CREATE EVENT TRIGGER act ON login EXECUTE FUNCTION note();
            ALTER EVENT TRIGGER act ENABLE ALWAYS"""),
    /** pg_restore fills the view after it has made the trigger. */
    DDL_FORBIDDEN("""
            CREATE TABLE audit (i int);
            CREATE MATERIALIZED VIEW one AS SELECT 1 AS i;
            CREATE FUNCTION forbid() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN RAISE ''no DDL here''; END';
            CREATE EVENT TRIGGER act ON ddl_command_start EXECUTE FUNCTION forbid()""");

    private final String sql;

    EventTriggers(String sql) {
        this.sql = sql;
    }

    public void makeIn(TestDatabase database) {
        database.run(sql);
    }
}
