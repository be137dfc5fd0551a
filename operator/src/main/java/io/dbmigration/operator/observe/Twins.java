package io.dbmigration.operator.observe;

import static java.util.Objects.requireNonNullElse;

import io.dbmigration.api.DatabaseMigration;
import io.dbmigration.api.DatabaseMigrationStatus;
import io.dbmigration.contract.RunResult.DatabaseIdentity;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds resources that speak of the same database: the older one owns it. */
public final class Twins {

    /** Creation time, then UID. */
    private static final Comparator<DatabaseMigration> AGE = Comparator.comparing(
                    (DatabaseMigration migration) -> migration.getMetadata().getCreationTimestamp())
            .thenComparing(migration -> migration.getMetadata().getUid());

    private final Function<String, List<DatabaseMigration>> byKey;

    /** @param byKey resources whose {@link #keys} contain the given one */
    public Twins(Function<String, List<DatabaseMigration>> byKey) {
        this.byKey = byKey;
    }

    /** At most one: address, database and schema; the rest is compared where the server told it. */
    public static List<String> keys(DatabaseMigration migration) {
        return Optional.ofNullable(migration.getStatus())
                .map(DatabaseMigrationStatus::database)
                .map(Twins::key)
                .stream()
                .toList();
    }

    /** All others with that database, whatever their age. */
    public Stream<DatabaseMigration> others(DatabaseMigration migration, DatabaseIdentity database) {
        return byKey.apply(key(database)).stream()
                .filter(other -> !other.getMetadata()
                        .getUid()
                        .equals(migration.getMetadata().getUid()))
                .filter(other -> other.getStatus() != null
                        && sameServer(other.getStatus().database(), database));
    }

    Optional<String> olderOf(DatabaseMigration migration, @Nullable DatabaseIdentity database) {
        if (database == null) {
            return Optional.empty();
        }
        return others(migration, database)
                .filter(other -> AGE.compare(other, migration) < 0)
                .min(AGE)
                .map(other -> other.getMetadata().getNamespace() + "/"
                        + other.getMetadata().getName());
    }

    private static String key(DatabaseIdentity database) {
        return database.address() + "|" + database.name() + "|" + requireNonNullElse(database.schema(), "");
    }

    private static boolean sameServer(@Nullable DatabaseIdentity one, DatabaseIdentity other) {
        return one != null
                && sameIfKnown(one.systemIdentifier(), other.systemIdentifier())
                && sameIfKnown(one.oid(), other.oid());
    }

    private static boolean sameIfKnown(@Nullable Object one, @Nullable Object other) {
        return one == null || other == null || one.equals(other);
    }
}
