package io.dbmigration.runner.script;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DataLossTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DROP TABLE t",
                "drop table if exists \"T\"",
                "DROP SCHEMA s",
                "DROP TYPE e",
                "DROP MATERIALIZED VIEW v",
                "DROP OWNED BY r",
                "DROP EXTENSION hstore CASCADE",
                "ALTER TABLE t DROP COLUMN c",
                "ALTER TABLE t DROP c",
                "ALTER TABLE t ADD CONSTRAINT x CHECK (true), DROP IF EXISTS c",
                "ALTER TABLE t ALTER COLUMN c TYPE int",
                "ALTER TABLE t ALTER \"c\" SET DATA TYPE int",
                "ALTER TYPE t ALTER ATTRIBUTE a TYPE int",
                "ALTER TYPE t DROP ATTRIBUTE a",
                "TRUNCATE t",
                "DELETE FROM t",
                "UPDATE t SET c = NULL",
                "WITH gone AS (DELETE FROM t RETURNING *) SELECT count(*) FROM gone",
                "INSERT INTO t VALUES (1) ON CONFLICT DO UPDATE SET c = 1",
                "EXPLAIN ANALYZE DELETE FROM t",
                "MERGE INTO t USING u ON true WHEN MATCHED THEN DELETE",
                "DO $$ BEGIN NULL; END $$",
                "EXECUTE p",
                "CALL p()",
                "CREATE TABLE n AS WITH gone AS (DELETE FROM t RETURNING 1) SELECT * FROM gone",
                "CREATE UNLOGGED TABLE n AS WITH gone AS MATERIALIZED (UPDATE t SET c = 1 RETURNING 1) SELECT 1",
                "CREATE TABLE n AS WITH i AS (INSERT INTO t VALUES (1) ON CONFLICT (c) DO UPDATE SET c = 2 RETURNING 1) SELECT 1",
                "CREATE MATERIALIZED VIEW v AS WITH gone AS (DELETE FROM t RETURNING 1) SELECT * FROM gone",
                "COPY (DELETE FROM t RETURNING *) TO '/tmp/x'",
                "COPY (WITH gone AS NOT MATERIALIZED (DELETE FROM t RETURNING 1) SELECT 1) TO '/tmp/x'",
                "DECLARE c CURSOR FOR WITH gone AS (DELETE FROM t RETURNING 1) SELECT * FROM gone",
                "CREATE RULE r AS ON INSERT TO t DO INSTEAD DELETE FROM u",
                "CREATE OR REPLACE RULE r AS ON INSERT TO t DO ALSO (NOTIFY n; UPDATE u SET c = 1)",
                "CREATE RULE r AS ON UPDATE TO t DO DELETE FROM u",
                "SELECT lo_unlink(5)",
                "SELECT pg_catalog.lo_unlink (oid) FROM t",
                "SELECT lo_put(5, 0, '')",
                "CREATE TABLE n AS SELECT lo_unlink(c) FROM t",
                "/* harmless */ DROP /* really */ TABLE t",
            })
    void mayDestroyData(String statement) {
        assertThat(DataLoss.statements(ParsedScript.of("SELECT 1;\n" + statement + ";", true), true))
                .extracting(Statement::index, Statement::line)
                .containsExactly(org.assertj.core.groups.Tuple.tuple(2, 2));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DROP INDEX i",
                "DROP VIEW v",
                "DROP FUNCTION f",
                "DROP POLICY p ON t",
                "ALTER TABLE t DROP CONSTRAINT c",
                "ALTER TABLE t ALTER COLUMN c DROP DEFAULT, ALTER COLUMN d DROP NOT NULL",
                "ALTER TABLE t ALTER c DROP IDENTITY, ALTER d DROP EXPRESSION",
                "ALTER TABLE t ADD FOREIGN KEY (c) REFERENCES u ON DELETE CASCADE ON UPDATE CASCADE",
                "ALTER TABLE t ADD COLUMN type text",
                "ALTER TYPE e ADD VALUE 'x'",
                "CREATE TRIGGER r BEFORE UPDATE OR DELETE ON t EXECUTE FUNCTION f()",
                "CREATE FUNCTION f() RETURNS void LANGUAGE sql AS 'DELETE FROM t'",
                "CREATE TABLE t (c int)",
                "CREATE TABLE t (update int, delete int REFERENCES u ON DELETE CASCADE ON UPDATE SET NULL)",
                "CREATE TABLE n AS SELECT delete, update FROM t",
                "CREATE MATERIALIZED VIEW v AS WITH x AS (SELECT 1) SELECT * FROM x",
                "CREATE RULE r AS ON DELETE TO t DO INSTEAD NOTHING",
                "CREATE RULE r AS ON UPDATE TO t DO ALSO INSERT INTO u VALUES (1)",
                "CREATE FUNCTION f() RETURNS void BEGIN ATOMIC DELETE FROM t; SELECT lo_unlink(5); END",
                "COPY t (update, delete) FROM '/tmp/x'",
                "COPY (SELECT * FROM t FOR UPDATE) TO '/tmp/x'",
                "DECLARE c CURSOR FOR SELECT * FROM t FOR UPDATE",
                "GRANT EXECUTE ON FUNCTION lo_unlink(oid) TO r",
                "SELECT lo_unlink FROM t",
                "GRANT DELETE, UPDATE ON t TO r",
                "SELECT * FROM t FOR UPDATE",
                "WITH x AS (SELECT 1) SELECT * FROM x FOR UPDATE",
                "COMMENT ON TABLE t IS 'DROP TABLE t'",
                "INSERT INTO t VALUES ('DELETE')",
                "ALTER TABLE t RENAME COLUMN a TO b",
            })
    void destroysNothing(String statement) {
        assertThat(DataLoss.statements(ParsedScript.of(statement, true), true)).isEmpty();
    }

    @Test
    void aDropBehindVeryManyOthersIsSeen() {
        var many = "ALTER TABLE t " + "ADD COLUMN a int, ".repeat(200) + "DROP COLUMN z";
        assertThat(DataLoss.statements(ParsedScript.of(many, true), true)).hasSize(1);
    }
}
