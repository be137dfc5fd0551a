package io.dbmigration.runner.bundle;

import io.dbmigration.contract.BundleLayout;
import io.dbmigration.contract.Reason;
import io.dbmigration.contract.RunException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Makes the folder of a new migration: {@code <14 digits>_<name>}, which sorts the same for every version of Prisma. */
public final class NewMigration {

    /** Prisma's own limit for names that it creates (P3010), in bytes. */
    private static final int LONGEST_NAME = 200;

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMddHHmmss").withZone(ZoneOffset.UTC);
    private static final Pattern WORDS = Pattern.compile("[a-z0-9]+(_[a-z0-9]+)*");
    /** A name of these alone says nothing to whoever reads the history at night. */
    private static final Set<String> SAY_NOTHING = Set.of(
            "a",
            "again",
            "alter",
            "change",
            "changes",
            "data",
            "database",
            "db",
            "dev",
            "draft",
            "final",
            "fix",
            "fixes",
            "migrate",
            "migration",
            "migrations",
            "misc",
            "modify",
            "my",
            "new",
            "patch",
            "schema",
            "script",
            "sql",
            "stuff",
            "table",
            "tables",
            "temp",
            "test",
            "tmp",
            "try",
            "update",
            "updates",
            "wip");

    private final BundleReader reader;
    private final Clock clock;

    public NewMigration(BundleReader reader, Clock clock) {
        this.reader = reader;
        this.clock = clock;
    }

    /**
     * What was made.
     *
     * @param files in the order of writing
     * @param notices what its author should know, sentences
     */
    public record Made(String name, List<String> files, List<String> notices) {}

    /**
     * @param words what it does; blanks and hyphens become underscores
     * @throws IllegalArgumentException for a name that says nothing or cannot be one, a sentence for people
     * @throws RunException BundleInvalid for a folder that is there or cannot be written
     */
    public Made make(Path bundle, String words) {
        var name = TIME.format(clock.instant()) + "_" + checked(words);
        var before = reader.read(bundle);
        try {
            return new Made(name, write(bundle, name), notices(before, name));
        } catch (FileAlreadyExistsException there) {
            throw new RunException(
                    Reason.BUNDLE_INVALID,
                    "'" + there.getFile() + "' is there already; nothing was overwritten.",
                    there);
        } catch (IOException unwritable) {
            throw new RunException(
                    Reason.BUNDLE_INVALID,
                    "The bundle cannot be written: " + unwritable.getMessage() + ".",
                    unwritable);
        }
    }

    private static String checked(String words) {
        var name = words.strip().toLowerCase(Locale.ROOT).replaceAll("[\\s-]+", "_");
        if (!WORDS.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "'" + words + "' is no name for a migration: letters of a to z, digits and underscores.");
        }
        if (SAY_NOTHING.containsAll(List.of(name.replaceAll("\\d", "").split("_+", -1)))) {
            throw new IllegalArgumentException(
                    "'" + words + "' does not say what the migration does; for example: add_invoice_due_date.");
        }
        if (name.length() > LONGEST_NAME - "20260101000000_".length()) {
            throw new IllegalArgumentException(
                    "The name is longer than " + LONGEST_NAME + " characters with its time (Prisma's P3010).");
        }
        return name;
    }

    private static List<String> write(Path bundle, String name) throws IOException {
        var files = new ArrayList<String>();
        var lockFile = bundle.resolve(BundleLayout.LOCK_FILE);
        Files.createDirectories(bundle);
        if (!Files.exists(lockFile)) {
            files.add(put(lockFile, "provider = \"postgresql\"\n"));
        }
        var folder = Files.createDirectory(bundle.resolve(name));
        files.add(put(folder.resolve(BundleLayout.SCRIPT), "-- What " + name + " does, and why.\n"));
        files.add(put(
                folder.resolve(BundleLayout.ROLLBACK),
                "-- The way back: what undoes migration.sql, in reverse order. Delete this file if there is none.\n"));
        return files;
    }

    private static String put(Path file, String text) throws IOException {
        Files.writeString(file, text, StandardCharsets.UTF_8, java.nio.file.StandardOpenOption.CREATE_NEW);
        return file.toString();
    }

    private static List<String> notices(Bundle before, String name) {
        var last = before.head().orElse(name);
        return new IcuOrder().compare(last, name) > 0
                ? List.of(name + " sorts before " + last
                        + ", so it would be applied out of order. Rename one of the two.")
                : List.of();
    }
}
