package io.dbmigration.runner.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TableNameTest {

    /** Servers and clients quote keywords of their own version. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "public.customer (id) FROM stdin;        | public.customer",
                "public.\"user\" (id) FROM stdin;      | public.user",
                "\"Odd one\".\"a.b\" (id)            | \"Odd one\".\"a.b\"",
                "public.\"say \"\"hi\"\"\"  FROM   | public.\"say \"\"hi\"\"\"",
                "public.\"Customer\"                   | public.\"Customer\""
            })
    void isTheSameHoweverItIsQuoted(String text, String name) {
        assertThat(TableName.parse(text)).hasToString(name);
    }

    @Test
    void aTableWithoutASchemaIsRefused() {
        assertThatThrownBy(() -> TableName.parse("customer (id)")).isInstanceOf(IllegalArgumentException.class);
    }
}
