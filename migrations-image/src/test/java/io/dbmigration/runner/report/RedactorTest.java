package io.dbmigration.runner.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.dbmigration.contract.Failure;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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
                    ALTER ROLE app PASSWORD $$S3cretPw5$$ VALID | ALTER ROLE app PASSWORD '***' VALID
                    ALTER ROLE app PASSWORD $t$S3cret $$ 'Pw $T$ x$t$ VALID | ALTER ROLE app PASSWORD '***' VALID
                    ALTER ROLE app PASSWORD $t$S3cret … | ALTER ROLE app PASSWORD '***'
                    ALTER ROLE app PASSWORD U&'S3cret\\0041' VALID | ALTER ROLE app PASSWORD '***' VALID
                    ALTER ROLE app PASSWORD E'S3\\'cret x' VALID | ALTER ROLE app PASSWORD '***' VALID
                    ALTER ROLE app PASSWORD 'S3cret Pw … | ALTER ROLE app PASSWORD '***'
                    PASSWORD 'C:\\'; ALTER ROLE b PASSWORD 'S3cret' | PASSWORD '***'; ALTER ROLE b PASSWORD '***'
                    CONNECTION 'host=h password=''S3cretPw7 x''' PUBLICATION p | CONNECTION 'host=h password=***' PUBLICATION p
                    CONNECTION 'host=h password='' S3 x'' user=u' | CONNECTION 'host=h password=*** user=u'
                    CONNECTION 'password=''S3\\''cret x'' user=u' | CONNECTION 'password=*** user=u'
                    CONNECTION 'host=h password=''S3cret Pw … | CONNECTION 'host=h password=***
                    E'host=h password=\\'S3cret x\\' user=u' | E'host=h password=*** user=u'
                    host=h password='it\\'s x' user=u | host=h password=*** user=u
                    host=h password='' user=u | host=h password=*** user=u
                    aws_commons.create_aws_credentials('AKIA','S3cret)Pw10','') x | aws_commons.create_aws_credentials(***) x
                    CREATE_AWS_CREDENTIALS ($1,$2, $$S3)x$$, '') x | CREATE_AWS_CREDENTIALS (***) x
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

    @ParameterizedTest
    @ValueSource(
            strings = {
                "password=''x ",
                "password='' ",
                "password='\\' ",
                "password \t",
                "password 'a''",
                "password $a$ ",
                "create_aws_credentials('a",
                "create_aws_credentials($a",
            })
    void takesTimeInProportionToTheText(String part) {
        assertTimeoutPreemptively(Duration.ofSeconds(20), () -> redactor.text(part.repeat(100_000)));
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
