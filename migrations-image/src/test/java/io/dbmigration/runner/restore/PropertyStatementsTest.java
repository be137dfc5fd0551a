package io.dbmigration.runner.restore;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbmigration.runner.restore.DatabaseProperties.Grant;
import io.dbmigration.runner.restore.DatabaseProperties.Label;
import io.dbmigration.runner.restore.DatabaseProperties.Setting;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PropertyStatementsTest {

    /** Providers as the catalogs of 14 to 18 have them. */
    @ParameterizedTest
    @CsvSource(delimiter = '§', nullValues = "-", textBlock = """
                    - § -      § -       § ''
                    c § -      § -       § LOCALE_PROVIDER libc
                    i § de-AT  § -       § LOCALE_PROVIDER icu ICU_LOCALE "de-AT"
                    i § de-AT  § &a < g  § LOCALE_PROVIDER icu ICU_LOCALE "de-AT" ICU_RULES "&a < g"
                    b § C.UTF-8 § -      § LOCALE_PROVIDER builtin BUILTIN_LOCALE "C.UTF-8"
                    """)
    void aLocaleIsWrittenAsItsVersionKnowsIt(
            @Nullable String provider, @Nullable String locale, @Nullable String rules, String options) {
        var sql = new PropertyStatements(like(provider, locale, rules, null, List.of(), List.of()), "copy").create();

        assertThat(sql.replace('\'', '"'))
                .isEqualTo(("CREATE DATABASE \"copy\" TEMPLATE template0 OWNER \"the owner\" ENCODING \"UTF8\""
                                        + " LC_COLLATE \"C\" LC_CTYPE \"C.UTF-8\" " + options)
                                .strip()
                        + " TABLESPACE \"fast\" CONNECTION LIMIT 5");
    }

    @Test
    void privilegesThatNobodyHasChangedStayAsTheyAre() {
        assertThat(new PropertyStatements(like("c", null, null, null, List.of(), List.of()), "copy").access())
                .isEmpty();
    }

    @Test
    void privilegesAreTakenFromEverybodyBeforeTheyAreGiven() {
        var grants = List.of(new Grant(null, "TEMPORARY", false), new Grant("a \"b\"", "CONNECT", true));

        assertThat(new PropertyStatements(like("c", null, null, grants, List.of(), List.of()), "copy").access())
                .containsExactly(
                        "REVOKE ALL ON DATABASE \"copy\" FROM PUBLIC, \"the owner\"",
                        "GRANT TEMPORARY ON DATABASE \"copy\" TO PUBLIC",
                        "GRANT CONNECT ON DATABASE \"copy\" TO \"a \"\"b\"\"\" WITH GRANT OPTION");
    }

    @Test
    void aListOfIdentifiersIsNoSingleOne() {
        var settings = List.of(
                new Setting(null, "search_path=\"$user\", \"a, b\", public"),
                new Setting("app", "shop.mode=it's \\ on"),
                new Setting(null, "search_path="));

        assertThat(new PropertyStatements(
                                like("c", null, null, null, settings, List.of(new Label("selinux", "x's"))), "copy")
                        .settings())
                .containsExactly(
                        "ALTER DATABASE \"copy\" SET \"search_path\" TO '$user', 'a, b', 'public'",
                        "ALTER ROLE \"app\" IN DATABASE \"copy\" SET \"shop\".\"mode\" TO  E'it''s \\\\ on'",
                        "ALTER DATABASE \"copy\" SET \"search_path\" TO ''",
                        "SECURITY LABEL FOR \"selinux\" ON DATABASE \"copy\" IS 'x''s'");
    }

    @Test
    void identifiersKeepTheirQuotesAndCommas() {
        assertThat(PropertyStatements.identifiers("\"\"\"a\", b, \"c,\"\"d\", \"\""))
                .containsExactly("\"a", "b", "c,\"d", "");
    }

    private static DatabaseProperties like(
            @Nullable String provider,
            @Nullable String locale,
            @Nullable String rules,
            @Nullable List<Grant> grants,
            List<Setting> settings,
            List<Label> labels) {
        return new DatabaseProperties(
                1,
                "the owner",
                "UTF8",
                "C",
                "C.UTF-8",
                provider,
                locale,
                rules,
                "fast",
                5,
                null,
                grants,
                settings,
                labels);
    }
}
