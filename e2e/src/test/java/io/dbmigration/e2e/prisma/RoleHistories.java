package io.dbmigration.e2e.prisma;

import static io.dbmigration.e2e.prisma.Aspect.CODE;
import static io.dbmigration.e2e.prisma.Aspect.DATA;
import static io.dbmigration.e2e.prisma.Deliberate.DATES_IN_ISO;
import static io.dbmigration.e2e.prisma.Deliberate.OWN_CODE;

import java.util.List;

/** Roles with rights and settings of their own. */
final class RoleHistories {

    private static final String DATES = """
            CREATE TABLE dates (day date, at timestamptz);
            INSERT INTO dates VALUES ('03/02/2024', '03/02/2024 12:00');
            """;

    private RoleHistories() {}

    static List<History> all() {
        return List.of(
                ordinary(),
                dates("an ordinary role with a TimeZone of its own", "zoned", "TimeZone = 'Asia/Kathmandu'")
                        .done(),
                dates("a role with DateStyle ISO, DMY", "dmy", "DateStyle = 'ISO, DMY'")
                        .done(),
                dates(
                                "a role with DateStyle ISO, MDY and a time zone",
                                "mdy_zoned",
                                "DateStyle = 'ISO, MDY'",
                                "TimeZone = 'America/New_York'")
                        .done(),
                dateOutput(),
                databaseSettings(),
                ownRole(),
                timeouts(),
                encodingAndLiterals(),
                rowSecurity(),
                quotedRole(),
                historyNotReadable());
    }

    private static History ordinary() {
        return History.of("an ordinary role that owns the database")
                .as("ordinary")
                .with("1_a", "CREATE TABLE a (id serial PRIMARY KEY);\nINSERT INTO a DEFAULT VALUES;")
                .deploy()
                .status()
                .done();
    }

    private static History.Builder dates(String name, String role, String... settings) {
        return History.of(name)
                .as(role, settings)
                .with("1_a", DATES)
                .with("2_b", "INSERT INTO dates VALUES ('2024-05-01', '05/06/2024 01:00');")
                .deploy();
    }

    private static History dateOutput() {
        return History.of("a role whose dates are written the German way, and a script that stores one as text")
                .as("german", "DateStyle = 'German, DMY'")
                .with("1_a", "CREATE TABLE a AS SELECT DATE '03/02/2024'::text AS day;")
                .deploy()
                .differs(DATES_IN_ISO, 1, DATA)
                .done();
    }

    private static History databaseSettings() {
        return History.of("settings of the database, and of the role in it")
                .as("in_database", "TimeZone = 'UTC'")
                .sql("ALTER DATABASE ${database} SET DateStyle = 'ISO, DMY'")
                .sql("ALTER DATABASE ${database} SET TimeZone = 'Asia/Tokyo'")
                .sql("ALTER ROLE in_database IN DATABASE ${database} SET TimeZone = 'Australia/Eucla'")
                .with("1_a", DATES)
                .deploy()
                .done();
    }

    private static History ownRole() {
        return History.of("a role that becomes another one at login")
                .cluster("CREATE ROLE owner_of_all")
                .as("becomes", "role = 'owner_of_all'")
                .cluster("GRANT owner_of_all TO becomes")
                .sql("GRANT ALL ON SCHEMA public TO owner_of_all")
                .with(
                        "1_a",
                        "CREATE TABLE a (id int);\nCREATE TABLE who AS SELECT current_user::text, session_user::text;")
                .with("2_b", "CREATE TABLE b AS SELECT current_user::text;")
                .deploy()
                .deploy()
                .done();
    }

    private static History timeouts() {
        return History.of("a role with lock_timeout and idle timeouts shorter than a script takes")
                .as(
                        "hurried",
                        "lock_timeout = '3s'",
                        "idle_in_transaction_session_timeout = '4s'",
                        "idle_session_timeout = '4s'")
                .with("1_a", "SELECT pg_sleep(5);\nCREATE TABLE a AS SELECT current_setting('lock_timeout') AS lock;")
                .deploy()
                .done();
    }

    private static History encodingAndLiterals() {
        return History.of(
                        "a role with bytea_output, extra_float_digits, intervalstyle and default_tablespace of its own")
                .as(
                        "styled",
                        "bytea_output = 'escape'",
                        "extra_float_digits = 0",
                        "IntervalStyle = 'sql_standard'",
                        "standard_conforming_strings = off")
                .with("1_a", """
                        CREATE TABLE a AS SELECT 0.1::float8::text AS float, interval '1 day 2 hours'::text AS span,
                                                 'a\\\\b'::text AS escaped, '\\\\001'::bytea::text AS bytes;
                        """)
                .deploy()
                .done();
    }

    private static History rowSecurity() {
        return History.of("row security on a table that the role does not own")
                .as("secured")
                .sql("CREATE TABLE secrets (owner text, secret text);"
                        + "INSERT INTO secrets VALUES ('secured', 'mine'), ('other', 'theirs');"
                        + "ALTER TABLE secrets ENABLE ROW LEVEL SECURITY;"
                        + "CREATE POLICY p ON secrets USING (owner = current_user);"
                        + "GRANT SELECT ON secrets TO secured")
                .applied("0_none")
                .with("0_none", "")
                .applied("0_none")
                .with("1_a", "CREATE TABLE seen AS SELECT secret FROM secrets;")
                .deploy()
                .done();
    }

    private static History quotedRole() {
        return History.of("a role with blanks and capitals in its name")
                .as("My Role")
                .with(
                        "1_a",
                        "CREATE SCHEMA \"My Schema\";\nCREATE TABLE \"My Schema\".\"A b\" (\"C d\" int);\nCOMMENT ON TABLE \"My Schema\".\"A b\" IS 'It''s';")
                .deploy()
                .done();
    }

    private static History historyNotReadable() {
        return History.of("a role that may not read the history table")
                .with("1_a", "CREATE TABLE a (id int);")
                .as("not_reading")
                .sql(
                        "CREATE TABLE _prisma_migrations (id VARCHAR(36) PRIMARY KEY NOT NULL, checksum VARCHAR(64) NOT NULL,"
                                + " finished_at TIMESTAMPTZ, migration_name VARCHAR(255) NOT NULL, logs TEXT, rolled_back_at TIMESTAMPTZ,"
                                + " started_at TIMESTAMPTZ NOT NULL DEFAULT now(), applied_steps_count INTEGER NOT NULL DEFAULT 0)")
                .deploy()
                .status()
                .differs(OWN_CODE, 1, CODE)
                .done();
    }
}
