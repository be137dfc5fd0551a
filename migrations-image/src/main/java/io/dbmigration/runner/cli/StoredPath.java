package io.dbmigration.runner.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The path of a backup in its folder, however a person gives it. */
final class StoredPath {

    private StoredPath() {}

    /**
     * As the backup's result has it. Empty: it leads out of the folder.
     *
     * @param given from {@code folder}, or from here as a shell completes it, or absolute
     */
    static Optional<String> of(Path folder, String given) {
        var storage = folder.toAbsolutePath().normalize();
        var inside = storage.resolve(given).normalize();
        var fromHere = Path.of(given).toAbsolutePath().normalize();
        var meant = !Files.exists(inside) && isBelow(storage, fromHere) ? fromHere : inside;
        return isBelow(storage, meant) ? Optional.of(storage.relativize(meant).toString()) : Optional.empty();
    }

    private static boolean isBelow(Path storage, Path path) {
        return path.startsWith(storage) && !path.equals(storage);
    }
}
