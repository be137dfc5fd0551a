package io.dbmigration.runner.bundle;

import io.dbmigration.contract.BundleLayout;
import io.dbmigration.contract.Reason;
import io.dbmigration.contract.RunException;
import java.util.Optional;

/** {@code migration_lock.toml} as Prisma reads it, which is not as TOML. */
final class LockFile {

    private static final String KEY = "provider = ";
    private static final String POSTGRESQL = "postgresql";

    private LockFile() {}

    /** @throws RunException ProviderMismatch */
    static void requirePostgresql(String text) {
        var provider = provider(text);
        if (!provider.filter(POSTGRESQL::equals).isPresent()) {
            throw new RunException(
                    Reason.PROVIDER_MISMATCH,
                    provider.map(found -> "%s names the provider '%s'".formatted(BundleLayout.LOCK_FILE, found))
                                    .orElse(BundleLayout.LOCK_FILE + " names no provider")
                            + "; it must hold the line provider = \"postgresql\" exactly so.");
        }
    }

    /** The first line that starts with the word counts; its key is taken off as long as it stands there, then quotes at both ends. */
    static Optional<String> provider(String text) {
        return text.lines()
                .filter(line -> line.startsWith("provider"))
                .findFirst()
                .map(LockFile::value);
    }

    private static String value(String line) {
        var value = line;
        while (value.startsWith(KEY)) {
            value = value.substring(KEY.length());
        }
        return value.replaceAll("^\"+|\"+$", "");
    }
}
