package io.dbmigration.runner.script;

import static io.dbmigration.runner.script.ScriptClass.ATOMIC;
import static io.dbmigration.runner.script.ScriptClass.NOT_IN_TRANSACTION;
import static io.dbmigration.runner.script.ScriptClass.OWN_TRANSACTION_CONTROL;
import static io.dbmigration.runner.script.ScriptClass.REFUSED;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScriptClassTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "create table t(a int); insert into t values (1)",
                "create index i on t(a)",
                "create index \"concurrently\" on t(a)",
                "refresh materialized view concurrently m",
                "alter type e add value 'x'",
                "alter table t detach partition p finalize",
                "alter table t detach partition p",
                "cluster t using i",
                "reindex table t",
                "reindex (verbose) index i",
                "drop subscription s",
                "create subscription s connection 'x' publication p with (create_slot = false)",
                "create subscription s connection 'x' publication p with (connect=off)",
                "alter subscription s disable",
                "alter subscription s set publication p with (refresh = false)",
                "alter database d set work_mem='1MB'",
                "discard temp",
                "prepare q as select 1",
                "do $$ begin commit; end $$",
                "select 'vacuum; begin; \\d'",
                "create table begin_log(a int) -- begin;",
                "copy t from '/tmp/x'",
                "create function f() returns int begin atomic select 1; end",
            })
    void isSentAsOneMessageWithItsRecord(String script) {
        assertThat(ParsedScript.of(script, true).scriptClass()).isEqualTo(ATOMIC);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "begin; select 1; commit",
                "START TRANSACTION; select 1; end",
                "select 1; COMMIT; select 2",
                "rollback",
                "abort",
                "savepoint a",
                "release a",
                "/* x */ Begin",
                "begin; call p(); reindex table t; commit",
                "begin; savepoint a; rollback to a; call p(); commit",
                "begin; select 1; commit and chain; call p(); commit",
                "begin; select 1; commit; do $$ begin perform f(); end $$",
                "lock table t; call p(); begin; select 1; commit",
                "set local lock_timeout = 0; call p(); commit",
                "create temp table x(a int) on commit drop; call p(); commit",
                "set datestyle = 'German'; call p(); begin; select 1; commit",
                "delete from t; call p(); rollback",
                "delete from t; begin; select 1; rollback; call p()",
            })
    void hasTransactionControlOfItsOwn(String script) {
        assertThat(ParsedScript.of(script, true).scriptClass()).isEqualTo(OWN_TRANSACTION_CONTROL);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "create index concurrently i on t(a)",
                "CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS i ON t(a)",
                "drop index concurrently if exists i",
                "reindex index concurrently i",
                "reindex (concurrently) table t",
                "reindex schema s",
                "reindex (verbose) database d",
                "alter table only t detach partition p concurrently",
                "vacuum",
                "vacuum (analyze) t",
                "cluster",
                "cluster verbose",
                "cluster (verbose)",
                "create database d",
                "drop database if exists d",
                "alter database d set tablespace x",
                "create tablespace x location '/x'",
                "drop tablespace x",
                "alter system set work_mem='1MB'",
                "discard all",
                "commit prepared 'x'",
                "rollback prepared 'x'",
                "create subscription s connection 'x' publication p",
                "alter subscription s refresh publication",
                "alter subscription s add publication p",
                "alter subscription s set (failover = true)",
                "begin; select 1; commit; vacuum t",
                "begin; select 1; commit; call p()",
                "begin; select 1; rollback; call p()",
                "begin; savepoint a; rollback to a; commit and no chain; call p()",
                "alter table t add a int; commit; call p()",
                "begin; select 1; end; reindex table t",
                "cluster t; start transaction; select 1; commit",
                "begin; select 1; commit; do $$ begin delete from t; commit; end $$",
                "begin; select 1; commit; do language plpython3u $$ plpy.commit() $$",
            })
    void isSentStatementByStatement(String script) {
        assertThat(ParsedScript.of(script, true).scriptClass()).isEqualTo(NOT_IN_TRANSACTION);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "prepare transaction 'x'",
                "begin; select 1; prepare  /* */ transaction 'x'",
                "copy t from stdin",
                "COPY t (a, b) FROM STDIN WITH (format csv);\n1\t2\n\\.\n",
                "copy (select f(a) from t) to stdout",
                "copy t to stdin",
                "\\set x 1",
                "select 1;\n\\restrict abc\nselect 2",
                "select 1 \\gexec",
            })
    void isNeverSent(String script) {
        var parsed = ParsedScript.of(script, true);
        assertThat(parsed.scriptClass()).isEqualTo(REFUSED);
        assertThat(parsed.refusal()).hasValueSatisfying(r -> assertThat(r.why()).endsWith("."));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "select dblink_exec('x', 'y')",
                "select * from public.dblink('x', 'y') as t(a int)",
                "copy t to program 'gzip'",
                "copy t from '/tmp/x'",
                "select pg_catalog.setval('s', 1)",
                "SELECT SetVal ('s', 1)",
                "select lo_export(1, '/x')",
                "select pg_create_logical_replication_slot('a', 'b')",
                "select aws_s3.query_export_to_s3('x')",
                "select content from http_get('x')",
                "do $$ begin perform setval('s', 1); end $$",
                "do $$ begin execute 'select setval(''s'', 1)'; end $$",
                "create function f() returns void language plpgsql as $f$ begin execute format('copy t to program %L', 'x'); end $f$",
            })
    void hasEffectsOutsideTheTransaction(String script) {
        assertThat(ParsedScript.of(script, true).outsideEffects()).isTrue();
    }

    @Test
    void theFirstStatementWithEffectsOutsideIsKnown() {
        var script = ParsedScript.of("call p(); select setval('s', 1); select dblink('x', 'y')", true);
        assertThat(script.outsideFrom()).isEqualTo(2);
        assertThat(script.statements()).extracting(script::outsideEffectsUpTo).containsExactly(false, true, true);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "select 1 -- setval('s', 1)",
                "insert into docs values ('call setval(1) or dblink(2)')",
                "create table http(a int)",
                "create table slots(pg_slot int)",
                "select nextval('s')",
                "create table copy_of_program(a int); select a from t",
                "select setval from t",
            })
    void hasNoEffectsOutsideTheTransaction(String script) {
        assertThat(ParsedScript.of(script, true).outsideEffects()).isFalse();
    }
}
