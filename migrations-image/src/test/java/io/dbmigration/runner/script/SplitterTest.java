package io.dbmigration.runner.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SplitterTest {

    static Stream<Arguments> scripts() {
        return Stream.of(
                arguments("nothing", "", List.of()),
                arguments("blanks, comments and lone semicolons", " ;; -- a;b\n/* ; */ ;\r\n", List.of()),
                arguments("no final semicolon", "select 1", List.of("select 1")),
                arguments("semicolon in a string", "select ';'; select 2", List.of("select ';'", "select 2")),
                arguments("doubled quotes", "select 'a'';'; select 2", List.of("select 'a'';'", "select 2")),
                arguments("quoted identifier", "select 1 as \"a;\"\";\"; x", List.of("select 1 as \"a;\"\";\"", "x")),
                arguments("backslash in a standard string", "select '\\'; x", List.of("select '\\'", "x")),
                arguments("backslash in an E string", "select E'\\';'; x", List.of("select E'\\';'", "x")),
                arguments(
                        "the E goes on over the line", "select E'a'\n '\\';'; x", List.of("select E'a'\n '\\';'", "x")),
                arguments(
                        "also over a comment",
                        "select e'a' -- ;\n '\\';'; x",
                        List.of("select e'a' -- ;\n '\\';'", "x")),
                arguments("date is no prefix", "select date'2020-01-01';x", List.of("select date'2020-01-01'", "x")),
                arguments(
                        "unicode strings",
                        "select U&'\\0041;', U&\"a;\";x",
                        List.of("select U&'\\0041;', U&\"a;\"", "x")),
                arguments("dollar quotes", "do $$ a; $b$ ; $$; x", List.of("do $$ a; $b$ ; $$", "x")),
                arguments("dollar tag", "do $a$ ; $$ ; $a$; x", List.of("do $a$ ; $$ ; $a$", "x")),
                arguments("dollar in a name", "select a$$b; x$$", List.of("select a$$b", "x$$")),
                arguments("parameter", "execute a($1); x", List.of("execute a($1)", "x")),
                arguments("nested comments", "/* /* ; */ ; */ a; b", List.of("a", "b")),
                arguments("comment ends at a lone return", "a -- ;\r; b", List.of("a", "b")),
                arguments("comment behind an operator", "select 1 +-- ;\n1; x", List.of("select 1 +-- ;\n1", "x")),
                arguments(
                        "rule with several commands",
                        "create rule r as on insert to t do (select 1; select 2); x",
                        List.of("create rule r as on insert to t do (select 1; select 2)", "x")),
                arguments(
                        "SQL function body",
                        "create or replace function f() returns int begin atomic select case when true then 1 end; select 2; end; x",
                        List.of(
                                "create or replace function f() returns int begin atomic select case when true then 1 end; select 2; end",
                                "x")),
                arguments(
                        "a column named end in it",
                        "create function f() returns int begin atomic select 1 as end; select 2; end; x",
                        List.of("create function f() returns int begin atomic select 1 as end; select 2; end", "x")),
                arguments(
                        "begin alone is no body",
                        "begin; create table atomic(a int); end",
                        List.of("begin", "create table atomic(a int)", "end")),
                arguments("unterminated string", "a; select 'b; c", List.of("a", "select 'b; c")),
                arguments("unterminated dollar", "a; do $x$ b; c $$", List.of("a", "do $x$ b; c $$")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("scripts")
    void findsTheStatementsTheServerWouldFind(String name, String script, List<String> expected) {
        assertThat(textsOf(script, true)).isEqualTo(expected);
    }

    @Test
    void aBackslashEscapesEverywhereWhenTheSessionSaysSo() {
        assertThat(textsOf("select '\\'; x'; y", false)).containsExactly("select '\\'; x'", "y");
    }

    @Test
    void eachStatementKnowsItsNumberAndLine() {
        var script = ParsedScript.of("-- first\n\nselect\n1;\n/* a\nb */ select 2;;\nselect 3", true);
        assertThat(script.statements()).extracting(Statement::index).containsExactly(1, 2, 3);
        assertThat(script.statements()).extracting(Statement::line).containsExactly(3, 6, 7);
    }

    @Test
    void positionsCountCodePointsNotUtf16Units() {
        assertThat(Position.of("😀a\nbé😀x", 1)).isEqualTo(new Position(1, 1));
        assertThat(Position.of("😀a\nbé😀x", 2)).isEqualTo(new Position(1, 2));
        assertThat(Position.of("😀a\nbé😀x", 7)).isEqualTo(new Position(2, 4));
    }

    private static List<String> textsOf(String script, boolean standardConformingStrings) {
        var parsed = ParsedScript.of(script, standardConformingStrings);
        return parsed.statements().stream().map(parsed::textOf).toList();
    }
}
