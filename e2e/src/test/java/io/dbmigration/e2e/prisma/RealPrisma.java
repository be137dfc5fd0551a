package io.dbmigration.e2e.prisma;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** What the real Prisma CLI 7 says about a database, for tests that are about something else. */
public final class RealPrisma {

    private RealPrisma() {}

    /**
     * Its {@code migrate status}.
     *
     * @param files path in the migrations folder, and content
     */
    public static String status(String url, Path folder, Map<String, String> files) {
        var bundle = new BundleFolder(folder);
        try {
            Files.createDirectories(folder);
            for (var file : files.entrySet()) {
                bundle.file(file.getKey(), file.getValue());
            }
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
        return PrismaCli.SEVEN.run(new Command.Status(), url, bundle).output();
    }
}
