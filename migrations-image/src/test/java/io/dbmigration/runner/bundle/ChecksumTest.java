package io.dbmigration.runner.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ChecksumTest {

    @Test
    void anEmptyScriptHasTheChecksumThatPrismaStores() {
        assertThat(Checksum.of("")).isEqualTo("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    }

    @Test
    void lineEndingsAndByteOrderMarkCountWhenWriting() {
        assertThat(Checksum.of("SELECT 1;\n")).isNotEqualTo(Checksum.of("SELECT 1;\r\n"));
        assertThat(Checksum.of("\uFEFFSELECT 1;")).isNotEqualTo(Checksum.of("SELECT 1;"));
    }

    @Test
    void aScriptWhoseLineEndingsChangedAsAWholeStillMatches() {
        var unix = "a;\nb;\n";
        var windows = "a;\r\nb;\r\n";
        assertThat(Checksum.matches(Checksum.of(unix), windows)).isTrue();
        assertThat(Checksum.matches(Checksum.of(windows), unix)).isTrue();
        assertThat(Checksum.matches(Checksum.of(unix), unix)).isTrue();
    }

    @Test
    void mixedLineEndingsDoNotMatchAWindowsOriginal() {
        assertThat(Checksum.matches(Checksum.of("a;\r\nb;\r\n"), "a;\r\nb;\n")).isFalse();
    }

    @Test
    void anotherScriptDoesNotMatch() {
        assertThat(Checksum.matches(Checksum.of("a;"), "b;")).isFalse();
    }

    @Test
    void rowsOfOldEnginesHoldHexDigitsWithoutLeadingZeros() {
        var text = "SELECT 3;";
        var old = unpadded(Checksum.of(text));
        assertThat(old.length()).isLessThan(64);
        assertThat(Checksum.matches(old, text)).isTrue();
        assertThat(Checksum.matches(old, "SELECT 4;")).isFalse();
    }

    private static String unpadded(String hex) {
        var text = new StringBuilder();
        for (var i = 0; i < hex.length(); i += 2) {
            text.append(hex.charAt(i) == '0' ? hex.substring(i + 1, i + 2) : hex.substring(i, i + 2));
        }
        return text.toString();
    }
}
