package io.dbmigration.runner.bundle;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A bundle in memory, read once.
 *
 * @param migrations in the order in which Prisma applies them ({@link IcuOrder})
 * @param lateDigest may have to wait, see {@link #digest}
 * @param lockFile text of {@code migration_lock.toml}, if there is one; already checked
 * @param notices what a person should know about it, sentences
 */
public record Bundle(
        List<Migration> migrations,
        Supplier<String> lateDigest,
        @Nullable String lockFile,
        List<String> notices) {

    public Bundle {
        migrations = List.copyOf(migrations);
        notices = List.copyOf(notices);
    }

    /** With a digest that is known. */
    public Bundle(List<Migration> migrations, String digest, @Nullable String lockFile, List<String> notices) {
        this(migrations, () -> digest, lockFile, notices);
    }

    /** {@link io.dbmigration.contract.BundleDigest#ofBundle}. */
    public String digest() {
        return lateDigest.get();
    }

    public Optional<Migration> find(String name) {
        return migrations.stream()
                .filter(migration -> migration.name().equals(name))
                .findFirst();
    }

    /** Name of the last migration. */
    public Optional<String> head() {
        return migrations.isEmpty()
                ? Optional.empty()
                : Optional.of(migrations.getLast().name());
    }
}
