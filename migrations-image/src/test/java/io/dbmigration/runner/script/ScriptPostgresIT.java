package io.dbmigration.runner.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.dbmigration.contract.Reason;
import io.dbmigration.contract.RunException;
import io.dbmigration.runner.bundle.Script;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.jdbc.PgConnection;

class ScriptPostgresIT {

    private static EmbeddedPostgres server;
    private PgConnection connection;

    @BeforeAll
    static void startServer() throws IOException {
        server = EmbeddedPostgres.start();
    }

    @AfterAll
    static void stopServer() throws IOException {
        server.close();
    }

    @BeforeEach
    void connect() throws SQLException {
        var url = server.getJdbcUrl("postgres", "postgres") + "&preferQueryMode=simple";
        connection = DriverManager.getConnection(url).unwrap(PgConnection.class);
    }

    @AfterEach
    void disconnect() throws SQLException {
        connection.close();
    }

    static LongStream seeds() {
        return LongStream.range(0, 300);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void theLexerCountsStatementsAsTheServerDoes(long seed) {
        var script = new Fragments(seed).script();
        var parsed = ParsedScript.of(script, true);
        var answer = new SimpleMessage(script + "\n;select 1").send(connection);
        assertThat(answer.failed()).as(script).isFalse();
        assertThat(parsed.statements()).as(script).hasSize(answer.completions() - 1);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void eachStatementRunsAloneToo(long seed) {
        var parsed = ParsedScript.of(new Fragments(seed).script(), true);
        for (var statement : parsed.statements()) {
            var answer = new SimpleMessage(parsed.textOf(statement)).send(connection);
            assertThat(answer.failed()).as(parsed.textOf(statement)).isFalse();
            assertThat(answer.completions()).isEqualTo(1);
        }
    }

    @Test
    void completionsTellHowFarAMessageGot() {
        var answer = new SimpleMessage("select 1; create temp table a(); select 1/0; select 2").send(connection);
        assertThat(answer.completions()).isEqualTo(2);
        assertThat(answer.sqlState()).isEqualTo("22012");
        assertThat(answer.committed()).isFalse();
    }

    @Test
    void aCommitAmongTheCompletionsIsSeen() {
        assertThat(new SimpleMessage("select 1; commit; select 2")
                        .send(connection)
                        .committed())
                .isTrue();
    }

    @Test
    void noticesAreKeptInShortFormAndOnlyTheLast() {
        var answer = new SimpleMessage(
                        "do $$ begin for i in 1..1000 loop raise notice '% %', i, repeat('x', 10000); end loop; end $$")
                .send(connection);
        assertThat(answer.notices())
                .hasSize(20)
                .allSatisfy(line -> assertThat(line).hasSizeLessThan(310));
        assertThat(answer.notices().getLast()).startsWith("NOTICE: 1000 xxx");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "commit; drop table kept; vacuum",
                "drop table kept",
                "create index concurrently i on kept(a)",
                "select * from not_there; alter table nor_there add x no_such_type",
                "copy kept from stdin",
                "",
                "create database d",
                "rollback; delete from kept",
                "set default_transaction_read_only=off; insert into kept values (2)",
            })
    void theSyntaxCheckRunsNothing(String script) throws SQLException {
        execute("drop table if exists kept; create table kept(a int); insert into kept values (1)");
        try (var check = new SyntaxCheck(connection)) {
            check.check("m", ParsedScript.of(script, true));
        }
        assertThat(single("select count(*) from kept")).isEqualTo("1");
        assertThat(single("select count(*) from pg_indexes where tablename='kept'"))
                .isEqualTo("0");
    }

    @Test
    void afterTheSyntaxCheckTheSessionMayWriteAgain() throws SQLException {
        new SyntaxCheck(connection).close();
        assertThat(single("show default_transaction_read_only")).isEqualTo("off");
    }

    @Test
    void aSyntaxErrorIsFoundAnywhereWithItsPlace() throws SQLException {
        var script = "select '😀😀';\ndrop table kept;\n  selec 1;";
        try (var check = new SyntaxCheck(connection)) {
            assertThatThrownBy(() -> check.check("20260101_m", ParsedScript.of(script, true)))
                    .asInstanceOf(type(RunException.class))
                    .satisfies(e -> {
                        assertThat(e.reason()).isEqualTo(Reason.SYNTAX_ERROR);
                        assertThat(e)
                                .hasMessageContaining("20260101_m, line 3, column 3")
                                .hasMessageContaining("42601");
                        assertThat(e.failure().statement()).isEqualTo(3);
                        assertThat(e.failure().line()).isEqualTo(3);
                    });
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"select 1::float(0)", "\uFEFFselect 1", "select 'open", "select $$open", "/* open"})
    void whatTheParserItselfRefusesIsASyntaxError(String script) throws SQLException {
        try (var check = new SyntaxCheck(connection)) {
            assertThatThrownBy(() -> check.check("m", ParsedScript.of(script, true)))
                    .asInstanceOf(type(RunException.class))
                    .extracting(RunException::reason)
                    .isEqualTo(Reason.SYNTAX_ERROR);
        }
    }

    @Test
    void aScriptThatFailsAsOurOwnFirstStatementDoesIsNotTakenForIt() throws SQLException {
        try (var check = new SyntaxCheck(connection)) {
            check.check("m", ParsedScript.of("select 'x'::int", true));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "selec 1;",
                "selec 1",
                "create table b(;",
                "select 'open;",
                "select $$open;",
                "select 1; /* open;"
            })
    void amongScriptsThatAreShownTogetherTheFirstWrongOneIsNamed(String wrong) throws SQLException {
        try (var check = new ScriptCheck(connection)) {
            assertThatThrownBy(() -> {
                        check.check("1_good", Script.of("create table a(x int);\n"));
                        check.check("2_wrong", Script.of(wrong));
                        check.check("3_wrong", Script.of("selec 3;"));
                        check.check("4_good", Script.of("select 'it''s'; -- the end"));
                        check.finish();
                    })
                    .asInstanceOf(type(RunException.class))
                    .satisfies(e -> {
                        assertThat(e.reason()).isEqualTo(Reason.SYNTAX_ERROR);
                        assertThat(e).hasMessageStartingWith("2_wrong").hasMessageContaining("line 1");
                    });
        }
    }

    @Test
    void aWrongScriptIsToldBeforeARefusedOneBehindIt() throws SQLException {
        try (var check = new ScriptCheck(connection)) {
            check.check("1_wrong", Script.of("selec 1;"));
            assertThatThrownBy(() -> check.check("2_refused", Script.of("copy t from stdin;")))
                    .hasMessageStartingWith("1_wrong");
        }
    }

    @Test
    void aRefusedStatementIsNamedWithItsLine() throws SQLException {
        try (var check = new ScriptCheck(connection)) {
            assertThatThrownBy(() -> check.check("m", Script.of("select 1;\ncopy t from stdin;")))
                    .asInstanceOf(type(RunException.class))
                    .satisfies(e -> {
                        assertThat(e.reason()).isEqualTo(Reason.SYNTAX_ERROR);
                        assertThat(e).hasMessageStartingWith("m, line 2: COPY");
                    });
        }
    }

    private void execute(String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private String single(String sql) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }
}
