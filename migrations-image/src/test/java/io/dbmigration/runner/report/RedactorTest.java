package io.dbmigration.runner.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbmigration.contract.Failure;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RedactorTest {

    private final Redactor redactor = new Redactor();

    @BeforeEach
    void hide() {
        redactor.hide("s3cret/word");
        redactor.hide("abc");
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', delimiter = '|', textBlock = """
                    cannot use postgresql://app:hunter2@db:5432/shop | cannot use postgresql://app:***@db:5432/shop
                    host=db password=hunter2 user=app | host=db password=*** user=app
                    host=db password='hunter 2' user=app | host=db password=*** user=app
                    ?sslpassword=hunter2&schema=a | ?sslpassword=***&schema=a
                    ALTER ROLE app PASSWORD 'it''s' VALID | ALTER ROLE app PASSWORD '***' VALID
                    the word is s3cret/word. | the word is ***.
                    the word is s3cret%2Fword. | the word is ***.
                    Key (email)=(a@b.ch) already exists. | Key (email)=(…) already exists.
                    Key (a, b)=(1, (x)) conflicts with existing key (a, b)=(1, (y)). | Key (a, b)=(…).
                    Failing row contains (1, Anna (2)). | Failing row contains (…).
                    invalid input syntax for type integer: "Anna" | invalid input syntax for type integer: "…"
                    """)
    void takesSecretsAndRowDataOut(String text, String expected) {
        assertThat(redactor.text(text)).isEqualTo(expected);
    }

    @Test
    void aSecretOfThreeLettersDoesNotBlackenEverySentence() {
        assertThat(redactor.text("the abc of it")).isEqualTo("the abc of it");
    }

    @Test
    void aConstraintViolationInAnotherLanguageShowsNoRow() {
        var failure = new Failure(
                "m", 1, 1, "23502", "P3018", "Nullwert", "Fehlgeschlagene Zeile enthält (1, Anna).", null, null, null);

        assertThat(redactor.failure(failure).detail()).isEqualTo("Fehlgeschlagene Zeile enthält (…).");
    }

    @Test
    void whatIsNoSecretStays() {
        var sentence = "column \"password\" of relation \"User\" does not exist (see migration 20240101_init)";

        assertThat(redactor.text(sentence)).isEqualTo(sentence);
    }
}
