package io.dbmigration.e2e.prisma;

import static io.dbmigration.e2e.prisma.Aspect.CODE;
import static io.dbmigration.e2e.prisma.Aspect.DATA;
import static io.dbmigration.e2e.prisma.Aspect.DIAGNOSIS;
import static io.dbmigration.e2e.prisma.Aspect.EXIT;
import static io.dbmigration.e2e.prisma.Aspect.LOGS;
import static io.dbmigration.e2e.prisma.Aspect.ROWS;
import static io.dbmigration.e2e.prisma.Aspect.SCHEMA;
import static io.dbmigration.e2e.prisma.Deliberate.ATOMIC;
import static io.dbmigration.e2e.prisma.Deliberate.DEFERRED_AFTER_RESET_ROLE;
import static io.dbmigration.e2e.prisma.Deliberate.SESSION_RESET;

import java.util.List;

/** What a script leaves in its session. */
final class SessionHistories {

    private SessionHistories() {}

    static List<History> all() {
        return List.of(
                setLeaks(),
                setLocal(),
                setRoleLeft(),
                searchPathCleared(),
                temporaryTableLeft(),
                listenAndPrepareLeft(),
                deferredTriggerAfterSetRole());
    }

    private static History setLeaks() {
        return History.of("SET TimeZone in one script, a timestamp in the next")
                .with(
                        "1_a",
                        "CREATE TABLE a (at timestamptz);\nSET TimeZone = 'Asia/Tokyo';\nINSERT INTO a VALUES ('2024-01-01 12:00');")
                .with("2_b", "INSERT INTO a VALUES ('2024-01-02 12:00');")
                .deploy()
                .differs(SESSION_RESET, 1, DATA)
                .done();
    }

    private static History setLocal() {
        return History.of("SET LOCAL TimeZone, then a timestamp in the same script")
                .with("1_a", "CREATE TABLE a (at timestamptz);")
                .with("2_b", "SET LOCAL TimeZone = 'Asia/Tokyo';\nINSERT INTO a VALUES ('2024-01-01 12:00');")
                .deploy()
                .differs(ATOMIC, Opponent.SEVEN, 1, DATA)
                .done();
    }

    private static History setRoleLeft() {
        return History.of("SET ROLE to a role that may not see the history, left behind")
                .cluster("CREATE ROLE set_role_clerk")
                .sql("GRANT ALL ON SCHEMA public TO set_role_clerk")
                .with("1_a", "SET ROLE set_role_clerk;\nCREATE TABLE a (id int);")
                .with("2_b", "CREATE TABLE b (id int);")
                .deploy()
                .deploy()
                .differs(SESSION_RESET, 1, EXIT, ROWS, LOGS, DIAGNOSIS, SCHEMA)
                .differs(SESSION_RESET, 2, CODE)
                .done();
    }

    private static History searchPathCleared() {
        return History.of("a script as pg_dump writes it, which clears search_path")
                .with("1_a", """
                        SELECT pg_catalog.set_config('search_path', '', false);
                        CREATE TABLE public.a (id int);
                        """)
                .with("2_b", "CREATE TABLE b (id int);")
                .deploy()
                .differs(SESSION_RESET, 1, EXIT, CODE, ROWS, LOGS, DIAGNOSIS, SCHEMA)
                .done();
    }

    private static History temporaryTableLeft() {
        return History.of("a temporary table of one script hides a table from the next")
                .with("1_a", "CREATE TABLE a (id int);\nCREATE TEMP TABLE a (id int);\nINSERT INTO a VALUES (1);")
                .with("2_b", "INSERT INTO a VALUES (2);")
                .deploy()
                .differs(SESSION_RESET, 1, DATA)
                .done();
    }

    private static History listenAndPrepareLeft() {
        return History.of("LISTEN, a prepared statement, an open cursor and an advisory lock left behind")
                .with("1_a", """
                        CREATE TABLE a (id int);
                        LISTEN news;
                        NOTIFY news, 'hello';
                        PREPARE p AS INSERT INTO a VALUES (1);
                        DECLARE c CURSOR WITH HOLD FOR SELECT 1;
                        SELECT pg_advisory_lock(42);
                        """)
                .with("2_b", "CREATE TABLE b (id int);")
                .deploy()
                .done();
    }

    private static History deferredTriggerAfterSetRole() {
        return History.of("a deferred trigger notes its role after SET LOCAL ROLE")
                .cluster("CREATE ROLE deferred_clerk")
                .with("1_a", """
                        CREATE TABLE a (id int);
                        CREATE TABLE noted (name text);
                        GRANT ALL ON a, noted TO deferred_clerk;
                        CREATE FUNCTION note() RETURNS trigger LANGUAGE plpgsql AS $$
                        BEGIN INSERT INTO noted VALUES (current_user); RETURN NULL; END $$;
                        CREATE CONSTRAINT TRIGGER t AFTER INSERT ON a DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION note();
                        """)
                .with("2_b", "DO $$ BEGIN NULL; END $$;\nSET LOCAL ROLE deferred_clerk;\nINSERT INTO a VALUES (1);")
                .deploy()
                .differs(DEFERRED_AFTER_RESET_ROLE, 1, DATA)
                .done();
    }
}
