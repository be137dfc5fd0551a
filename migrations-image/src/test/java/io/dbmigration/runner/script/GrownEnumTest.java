package io.dbmigration.runner.script;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GrownEnumTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "alter type mood add value 'b'",
                "ALTER TYPE MOOD\nADD VALUE 'b'",
                "alter type mood\tadd\tvalue 'b'",
                "alter type public.mood/* add value */add value 'b'",
                "alter type s . mood -- add value\nadd value if not exists 'b' before 'a'",
                "alter type \"a add value b\".\"mood\"add value 'b'",
                "alter type U&\"mood\" add value 'b'",
            })
    void isNamedByTheLastIdentifierBeforeAddValue(String statement) {
        assertThat(GrownEnum.nameIn(statement)).contains("mood");
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', delimiter = '|', textBlock = """
                    alter type s."E" add value 'b' | E
                    alter type "my add value" add value 'b' | my add value
                    alter type "a""b" add value 'b' | a"b
                    alter type "x.y" add value 'b' | x.y
                    alter type add add value 'b' | add
                    alter type GRÖSSE add value 'b' | grÖsse
                    """)
    void isFoldedAndUnquotedAsTheServerDoes(String statement, String name) {
        assertThat(GrownEnum.nameIn(statement)).contains(name);
    }

    @Test
    void isNotNamedByAnotherChangeOfAType() {
        assertThat(GrownEnum.nameIn("alter type t add attribute value int")).isEmpty();
    }
}
