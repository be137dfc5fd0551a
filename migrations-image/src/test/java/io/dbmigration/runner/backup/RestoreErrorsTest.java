package io.dbmigration.runner.backup;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The texts are those of pg_restore 17 on a server of version 14. */
class RestoreErrorsTest {

    private static final String SETTING = """
            pg_restore: error: could not execute query: ERROR:  unrecognized configuration parameter "transaction_timeout"
            Command was: SET transaction_timeout = 0;
            """;

    private static final String INDEX = """
            pg_restore: error: could not execute query: ERROR:  function low(text) does not exist
            LINE 1: low($1)
                    ^
            HINT:  No function matches the given name and argument types. You might need to add explicit type casts.
            QUERY:  low($1)
            CONTEXT:  PL/pgSQL function public.f(text) line 1 at RETURN
            Command was: CREATE INDEX t_f ON public.t USING btree (public.f(name));

            """;

    private static final String COPY = """
            pg_restore: error: COPY failed for table "t": ERROR:  duplicate key value violates unique constraint "t_pkey"
            DETAIL:  Key (email)=(ann@example.org) already exists.
            CONTEXT:  COPY t, line 1
            """;

    @Test
    void aSettingThatTheServerDoesNotKnowLeavesNothingOut() {
        var errors = of(1, SETTING + ignored(1));

        assertThat(errors.isWhole()).isTrue();
        assertThat(errors.ignored()).isEqualTo(1);
    }

    @Test
    void theServersOwnLanguageDoesNotMatter() {
        var german = SETTING.replace(
                "ERROR:  unrecognized configuration parameter \"transaction_timeout\"",
                "FEHLER:  unbekannter Konfigurationsparameter »transaction_timeout«");

        assertThat(of(1, german + ignored(1)).isWhole()).isTrue();
    }

    @Test
    void anythingElseBesideItIsReal() {
        var errors = of(1, SETTING + INDEX + COPY + ignored(3));

        assertThat(errors.ignored()).isEqualTo(1);
        assertThat(errors.text()).isEqualTo("""
                function low(text) does not exist, at: CREATE INDEX t_f ON public.t USING btree (public.f(name));
                COPY failed for table "t": duplicate key value violates unique constraint "t_pkey\"""");
    }

    @Test
    void theValuesOfARowAreNotTold() {
        assertThat(of(1, COPY + ignored(1)).text()).doesNotContain("ann@example.org");
    }

    /** A dump may set these too, and then something is wrong with the database. */
    @Test
    void aSettingThatEveryServerKnowsIsReal() {
        var errors = of(1, """
                pg_restore: error: could not execute query: ERROR:  invalid value for parameter "default_table_access_method": "columnar"
                Command was: SET default_table_access_method = columnar;
                """ + ignored(1));

        assertThat(errors.text()).startsWith("invalid value for parameter \"default_table_access_method\"");
    }

    @Test
    void aRestoreThatStoppedAtTheSettingIsNotWhole() {
        var errors = of(1, SETTING);

        assertThat(errors.text()).contains("transaction_timeout").contains("at: SET transaction_timeout = 0;");
    }

    @Test
    void anErrorThatIsNoServersEndsIt() {
        assertThat(of(1, "pg_restore: error: could not read from input file: end of file\n")
                        .text())
                .isEqualTo("could not read from input file: end of file");
    }

    @Test
    void aDeathWithoutAWordIsReal() {
        assertThat(of(137, "").text()).isEqualTo("pg_restore ended with status 137 and said nothing");
        assertThat(of(139, SETTING).isWhole()).isFalse();
    }

    @Test
    void warningsAndSilenceAreFine() {
        assertThat(of(0, "").isWhole()).isTrue();
        assertThat(of(0, "pg_restore: warning: line ignored\n").isWhole()).isTrue();
    }

    /** Where it said more than was kept, its own count shows it. */
    @Test
    void moreErrorsThanWereReadAreReal() {
        assertThat(of(1, SETTING + ignored(7)).text()).contains("errors ignored on restore: 7");
    }

    @Test
    void onlyTheFirstAreNamed() {
        var text = of(1, String.join("", Stream.generate(() -> INDEX).limit(5).toList()) + ignored(5))
                .text();

        assertThat(text).endsWith("and 2 more errors").hasLineCount(4);
    }

    private static RestoreErrors of(int exitStatus, String said) {
        return RestoreErrors.of(
                exitStatus, said.isEmpty() ? List.of() : said.lines().toList());
    }

    private static String ignored(int count) {
        return "pg_restore: warning: errors ignored on restore: " + count + "\n";
    }
}
