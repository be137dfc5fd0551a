package io.dbmigration.runner.script;

import java.util.List;
import java.util.Random;

/** Makes scripts of statements that run anywhere, full of what makes splitting hard. */
final class Fragments {

    private static final List<String> VALUES = List.of(
            "';'",
            "'a'';'",
            "E'\\';'",
            "E'a'\n  '\\';b'",
            "U&'\\0041;'",
            "$$;$$",
            "$a$;$$;$a$",
            "B'01'",
            "1",
            "1.5e3",
            "(select ';')",
            "'é😀;'",
            "case when true then ';' end",
            "N';'",
            "'\\'",
            "- -1",
            "array[';',$$;$$]::text");
    private static final List<String> GAPS =
            List.of(" ", "\n", "\t", "/* ; */", "/* /* ; */ ' */", "-- ';\n", "--$$\r\n", " /*$a$*/ ", "\f");
    private static final List<String> WHOLE = List.of(
            "do $$ begin null; end $$",
            "do 'begin null; end'",
            "create or replace function pg_temp.f() returns text begin atomic select case when true then ';' end; select 'x' as end; end",
            "create or replace function pg_temp.g() returns text language sql as 'select '';'''",
            "set local application_name = 'a;b'",
            "",
            "  ");

    private final Random random;

    Fragments(long seed) {
        this.random = new Random(seed);
    }

    String script() {
        var script = new StringBuilder();
        for (var i = random.nextInt(8); i >= 0; i--) {
            script.append(gap()).append(statement()).append(gap()).append(';');
        }
        return script.append(random.nextBoolean() ? "select 'end'" : "")
                .append(gap())
                .toString();
    }

    private String statement() {
        if (random.nextInt(3) == 0) {
            return one(WHOLE);
        }
        var statement = new StringBuilder("select");
        for (var i = random.nextInt(4); i >= 0; i--) {
            statement
                    .append(gap())
                    .append(one(VALUES))
                    .append(gap())
                    .append("as \"c;\"\"")
                    .append(i)
                    .append('"');
            statement.append(i > 0 ? "," : "");
        }
        return statement.toString();
    }

    private String gap() {
        return " " + one(GAPS) + (random.nextBoolean() ? one(GAPS) : "");
    }

    private String one(List<String> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
