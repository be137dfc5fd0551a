package io.dbmigration.runner.bundle;

import static io.dbmigration.runner.testing.RunExceptionAssert.assertRefused;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.dbmigration.contract.BundleDigest;
import io.dbmigration.contract.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PrismaBundleReaderTest {

    @TempDir
    Path folder;

    Path root;

    @BeforeEach
    void makeRoot() throws IOException {
        root = Files.createDirectory(folder.resolve("bundle"));
    }

    @Test
    void everyFolderIsAMigrationAndOtherFilesAreNot() throws IOException {
        put("migration_lock.toml", "provider = \"postgresql\"\n");
        put("10_second/migration.sql", "SELECT 10;");
        put("1_first/migration.sql", "SELECT 1;");
        put("1_first/rollback.sql", "SELECT -1;");
        put("1_first/notes.md", "ignored");
        put(".hidden/migration.sql", "SELECT 0;");
        put("loose.sql", "ignored");
        put("with space/deeper/migration.sql", "ignored");

        var bundle = read();

        assertThat(bundle.migrations())
                .extracting(Migration::name)
                .containsExactly(".hidden", "1_first", "10_second", "with space");
        assertThat(bundle.find("1_first")).hasValueSatisfying(first -> {
            assertThat(first.script()).isEqualTo(Script.of("SELECT 1;"));
            assertThat(first.rollback()).isEqualTo(Script.of("SELECT -1;"));
        });
        assertThat(bundle.find("with space"))
                .hasValueSatisfying(without -> assertThat(without.script()).isNull());
        assertThat(bundle.head()).contains("with space");
        assertThat(bundle.notices()).singleElement().asString().contains("another order");
        assertThat(bundle.digest())
                .isEqualTo(BundleDigest.ofBundle(Map.of(
                        "migration_lock.toml", "provider = \"postgresql\"\n".getBytes(UTF_8),
                        "10_second/migration.sql", "SELECT 10;".getBytes(UTF_8),
                        "1_first/migration.sql", "SELECT 1;".getBytes(UTF_8),
                        "1_first/rollback.sql", "SELECT -1;".getBytes(UTF_8),
                        ".hidden/migration.sql", "SELECT 0;".getBytes(UTF_8))));
    }

    @Test
    void aMountedConfigMapIsReadThroughItsLinks() throws IOException {
        put("..2026_11_24/1_first/migration.sql", "SELECT 1;");
        put("..2026_11_24/migration_lock.toml", "provider = \"postgresql\"\n");
        link("..data", "..2026_11_24");
        link("1_first", "..data/1_first");
        link("migration_lock.toml", "..data/migration_lock.toml");

        assertThat(read().migrations()).containsExactly(new Migration("1_first", Script.of("SELECT 1;"), null));
    }

    @Test
    void aLinkOutOfTheBundleIsRefused() throws IOException {
        Files.writeString(folder.resolve("secret"), "SELECT 'secret';");
        Files.createDirectory(root.resolve("1_first"));
        Files.createSymbolicLink(root.resolve("1_first/migration.sql"), folder.resolve("secret"));
        assertRefused(this::read).with(Reason.BUNDLE_INVALID).saying("1_first/migration.sql", "leads out");
    }

    @Test
    void aLinkToAFolderOutsideIsRefused() throws IOException {
        Files.createDirectory(folder.resolve("elsewhere"));
        Files.createSymbolicLink(root.resolve("1_first"), folder.resolve("elsewhere"));
        assertRefused(this::read).with(Reason.BUNDLE_INVALID).saying("'1_first'", "leads out");
    }

    @Test
    void aLinkThatLeadsNowhereIsRefused() throws IOException {
        put("1_first/notes.md", "");
        link("1_first/migration.sql", "gone");
        assertRefused(this::read).with(Reason.BUNDLE_INVALID).saying("leads nowhere");
    }

    @Test
    void malformedTextIsRefusedWithItsPlaceWhereItWouldBeRun() throws IOException {
        put("1_first/migration.sql", "SELECT 1;");
        Files.write(root.resolve("1_first/migration.sql"), new byte[] {'-', '-', ' ', (byte) 0xE9, '\n'});
        assertRefused(this::first).with(Reason.BUNDLE_INVALID).saying("1_first/migration.sql", "not UTF-8", "byte 3");
    }

    @Test
    void aScriptThatIsNotThereIsRefusedWhereItWouldBeRun() throws IOException {
        put("1_first/notes.md", "");
        assertRefused(this::first).with(Reason.FILE_MISSING).saying("1_first");
    }

    @Test
    void aTextThatEndsInTheMiddleOfACharacterIsRefused() throws IOException {
        put("1_first/migration.sql", "");
        Files.write(root.resolve("1_first/migration.sql"), new byte[] {'-', '-', (byte) 0xC3});
        assertRefused(this::first).with(Reason.BUNDLE_INVALID).saying("byte 2");
    }

    @Test
    void aNulCharacterIsRefused() throws IOException {
        put("1_first/migration.sql", "SELECT\0 1;");
        assertRefused(this::first).with(Reason.BUNDLE_INVALID).saying("1_first/migration.sql", "NUL", "byte 6");
    }

    @Test
    void aReplacementCharacterThatSomebodyWroteIsNoFault() throws IOException {
        put("1_first/migration.sql", "SELECT '\uFFFD';");
        assertThat(first()).isEqualTo(Script.of("SELECT '\uFFFD';"));
    }

    @Test
    void aRollbackThatCannotBeRunHasItsFault() throws IOException {
        put("1_first/migration.sql", "SELECT 1;");
        put("1_first/rollback.sql", "SELECT\0 1;");
        assertThat(first()).isEqualTo(Script.of("SELECT 1;"));
        assertThat(read().migrations().getFirst().rollback().fault()).contains("1_first/rollback.sql", "NUL");
    }

    @Test
    void aByteOrderMarkIsKept() throws IOException {
        put("1_first/migration.sql", "\uFEFFSELECT 1;");
        assertThat(read().migrations().getFirst().script()).isEqualTo(Script.of("\uFEFFSELECT 1;"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"migration.json", "ops.json"})
    void aFolderOfPrisma8IsNamed(String file) throws IOException {
        put("20260801_init/" + file, "{}");
        assertRefused(this::read).with(Reason.UNSUPPORTED_BUNDLE).saying("20260801_init", "Prisma 8");
    }

    @Test
    void anotherProviderIsRefused() throws IOException {
        put("1_first/migration.sql", "SELECT 1;");
        put("migration_lock.toml", "provider = \"mysql\"");
        assertRefused(this::read).with(Reason.PROVIDER_MISMATCH).saying("mysql");
    }

    @Test
    void anEmptyBundleIsRefusedOrAcceptedAsAsked() {
        assertRefused(this::read).with(Reason.BUNDLE_INVALID).saying("no migration");
        var accepting = new PrismaBundleReader(EmptyBundle.ACCEPTED, DigestCheck.any());
        assertThat(accepting.read(root).migrations()).isEmpty();
        assertThat(accepting.read(root.resolve("not-there")).migrations()).isEmpty();
    }

    @Test
    void anotherDigestIsSaidBeforeAnyFaultOfTheBundle() throws IOException {
        put("1_first/migration.sql", "broken \0");
        var pinned = new PrismaBundleReader(EmptyBundle.REFUSED, DigestCheck.pinned("sha256:other"));
        assertRefused(() -> pinned.read(root)).with(Reason.BUNDLE_INCOMPLETE).saying("sha256:other");
        var asked = new PrismaBundleReader(EmptyBundle.REFUSED, DigestCheck.asked("sha256:other"));
        assertRefused(() -> asked.read(root)).with(Reason.BUNDLE_CHANGED).saying("sha256:other");
    }

    private Script first() {
        return read().migrations().getFirst().requireScript();
    }

    private Bundle read() {
        return new PrismaBundleReader(EmptyBundle.REFUSED, DigestCheck.any()).read(root);
    }

    private void put(String path, String text) throws IOException {
        var file = root.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private void link(String path, String target) throws IOException {
        Files.createSymbolicLink(root.resolve(path), Path.of(target));
    }
}
