package io.dbmigration.runner.bundle;

import static io.dbmigration.runner.testing.RunExceptionAssert.assertRefused;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.dbmigration.contract.Reason;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArchiveSourceTest {

    @TempDir
    Path root;

    private final ByteArrayOutputStream archive = new ByteArrayOutputStream();
    private final TarArchiveOutputStream tar;

    ArchiveSourceTest() throws IOException {
        tar = new TarArchiveOutputStream(new GZIPOutputStream(archive));
        tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
    }

    @ParameterizedTest(name = "as {0}…")
    @ValueSource(strings = {"", "./", "migrations/", "./migrations/"})
    void holdsTheFoldersContentOrTheFolder(String prefix) throws IOException {
        file(prefix + "migration_lock.toml", "provider = \"postgresql\"\n");
        file(prefix + "1_with space/migration.sql", "SELECT 1;");
        file(prefix + "2_" + "x".repeat(150) + "/migration.sql", "SELECT 2;");
        folder(prefix + "3_empty/");

        var bundle = read();

        assertThat(bundle.migrations())
                .extracting(Migration::name)
                .containsExactly("1_with space", "2_" + "x".repeat(150), "3_empty");
        assertThat(bundle.lockFile()).isNotNull();
    }

    @Test
    void hasTheDigestOfTheSameFolder() throws IOException {
        file("1_first/migration.sql", "SELECT 1;");
        file("1_first/notes.md", "ignored");
        var fromArchive = read().digest();

        Files.delete(root.resolve("migrations.tgz"));
        Files.createDirectory(root.resolve("1_first"));
        Files.writeString(root.resolve("1_first/migration.sql"), "SELECT 1;");
        assertThat(new PrismaBundleReader(EmptyBundle.REFUSED, DigestCheck.any())
                        .read(root)
                        .digest())
                .isEqualTo(fromArchive);
    }

    @Test
    void aSingleMigrationIsNotTakenForTheFolder() throws IOException {
        file("1_first/migration.sql", "SELECT 1;");
        assertThat(read().head()).contains("1_first");
    }

    @ParameterizedTest
    @ValueSource(strings = {"../outside/migration.sql", "1_first/../../x", "/etc/passwd"})
    void aPathOutOfTheBundleIsRefused(String path) throws IOException {
        var entry = new TarArchiveEntry(path, true);
        entry.setSize(0);
        tar.putArchiveEntry(entry);
        tar.closeArchiveEntry();
        assertRefused(this::read).with(Reason.BUNDLE_INVALID).saying("leads out");
    }

    @ParameterizedTest
    @ValueSource(bytes = {TarConstants.LF_SYMLINK, TarConstants.LF_LINK, TarConstants.LF_FIFO})
    void whatIsNeitherFileNorFolderIsRefused(byte type) throws IOException {
        var entry = new TarArchiveEntry("1_first/migration.sql", type);
        entry.setLinkName("/etc/passwd");
        tar.putArchiveEntry(entry);
        tar.closeArchiveEntry();
        assertRefused(this::read).with(Reason.BUNDLE_INVALID).saying("neither a file nor a folder");
    }

    @Test
    void anArchiveThatBurstsIsRefused() throws IOException {
        var entry = new TarArchiveEntry("1_first/notes.bin");
        entry.setSize(BundleLimits.MAX_BYTES + 1);
        tar.putArchiveEntry(entry);
        var chunk = new byte[1 << 20];
        for (var i = 0; i < BundleLimits.MAX_BYTES >> 20; i++) {
            tar.write(chunk);
        }
        tar.write(0);
        tar.closeArchiveEntry();
        assertRefused(this::read).with(Reason.BUNDLE_INVALID).saying("64 MiB");
    }

    @Test
    void tooManyEntriesAreRefused() throws IOException {
        for (var i = 0; i <= BundleLimits.MAX_ENTRIES; i++) {
            folder(i + "/");
        }
        assertRefused(this::read).with(Reason.BUNDLE_INVALID).saying("10000");
    }

    @Test
    void brokenArchivesAreRefused() throws IOException {
        Files.writeString(root.resolve("migrations.tgz"), "not gzip");
        var reader = new PrismaBundleReader(EmptyBundle.REFUSED, DigestCheck.any());
        assertRefused(() -> reader.read(root)).with(Reason.BUNDLE_INVALID).saying("cannot be unpacked");
    }

    private Bundle read() throws IOException {
        tar.close();
        Files.write(root.resolve("migrations.tgz"), archive.toByteArray());
        return new PrismaBundleReader(EmptyBundle.REFUSED, DigestCheck.any()).read(root);
    }

    private void file(String path, String text) throws IOException {
        var entry = new TarArchiveEntry(path);
        var bytes = text.getBytes(UTF_8);
        entry.setSize(bytes.length);
        tar.putArchiveEntry(entry);
        tar.write(bytes);
        tar.closeArchiveEntry();
    }

    private void folder(String path) throws IOException {
        tar.putArchiveEntry(new TarArchiveEntry(path));
        tar.closeArchiveEntry();
    }
}
