package io.dbmigration.runner.bundle;

import io.dbmigration.contract.BundleLayout;
import io.dbmigration.contract.Reason;
import io.dbmigration.contract.RunException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads a folder in the Prisma layout, or one that holds only {@code migrations.tgz}. */
public final class PrismaBundleReader implements BundleReader {

    /** Of the column {@code migration_name}. */
    private static final int LONGEST_NAME = 255;

    private final EmptyBundle empty;
    private final DigestCheck digestCheck;

    public PrismaBundleReader(EmptyBundle empty, DigestCheck digestCheck) {
        this.empty = empty;
        this.digestCheck = digestCheck;
    }

    @Override
    public Bundle read(Path root) {
        var files = FolderSource.read(root);
        var digest = LateDigest.begin(files.contents());
        digestCheck.check(digest);
        Prisma8.refuse(files);
        var lockFile = lockFile(files);
        if (lockFile != null) {
            LockFile.requirePostgresql(lockFile);
        }
        var names = IcuOrder.sorted(files.folders());
        judge(names);
        var migrations = names.stream().map(name -> migration(files, name)).toList();
        return new Bundle(migrations, digest, lockFile, notices(root, names));
    }

    private void judge(List<String> names) {
        if (names.isEmpty() && empty == EmptyBundle.REFUSED) {
            throw new RunException(
                    Reason.BUNDLE_INVALID,
                    "The bundle holds no migration. Is the path the folder that holds one folder for each migration?");
        }
        for (var name : names) {
            if (name.codePointCount(0, name.length()) > LONGEST_NAME) {
                throw new RunException(
                        Reason.BUNDLE_INVALID,
                        "The migration's name '" + name + "' is longer than " + LONGEST_NAME + " characters.");
            }
        }
    }

    private static Migration migration(BundleFiles files, String name) {
        return new Migration(
                name,
                script(files, name + "/" + BundleLayout.SCRIPT),
                script(files, name + "/" + BundleLayout.ROLLBACK));
    }

    private static @Nullable Script script(BundleFiles files, String path) {
        var bytes = files.contents().get(path);
        return bytes == null ? null : SqlText.decode(path, bytes);
    }

    /** As Prisma reads it, which replaces what is not UTF-8. */
    private static @Nullable String lockFile(BundleFiles files) {
        var bytes = files.contents().get(BundleLayout.LOCK_FILE);
        return bytes == null ? null : new String(bytes, StandardCharsets.UTF_8);
    }

    private static List<String> notices(Path root, List<String> names) {
        var notices = new ArrayList<String>();
        if (names.isEmpty()) {
            notices.add(
                    Files.isDirectory(root)
                            ? "There is no migration in " + root + "."
                            : "There is no folder " + root + ".");
        }
        if (IcuOrder.differsFromBytes(names)) {
            notices.add(
                    "The migrations' names sort in another order by their bytes, as Prisma before 6.6 did. Names of the form"
                            + " <14 digits>_<name> sort the same everywhere.");
        }
        return notices;
    }
}
