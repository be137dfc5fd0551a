package io.dbmigration.operator.observe;

import io.dbmigration.api.DatabaseBackup;
import io.dbmigration.api.DatabaseMigration;
import io.dbmigration.operator.run.Marks;
import io.dbmigration.operator.run.Request;
import io.fabric8.kubernetes.client.CustomResource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds what is asked of one resource, with the statuses as last written. */
public final class RequestObserver {

    private final Requests requests;
    private final WrittenStatuses statuses;

    public RequestObserver(Requests requests, WrittenStatuses statuses) {
        this.requests = requests;
        this.statuses = statuses;
    }

    List<DatabaseBackup> backups(DatabaseMigration migration) {
        return newest(requests.backups(migration)).toList();
    }

    /** Oldest first. */
    List<Request> of(DatabaseMigration migration, List<DatabaseBackup> backups) {
        return Stream.of(
                        newest(requests.resolutions(migration)).map(Request.Resolution::new),
                        newest(requests.rollbacks(migration)).map(Request.Rollback::new),
                        backups.stream().flatMap(backup -> Request.of(backup).stream()),
                        backups.stream().flatMap(this::restores),
                        rebuild(migration).stream())
                .<Request>flatMap(each -> each)
                .sorted(Request.AGE)
                .toList();
    }

    private Stream<Request.Restore> restores(DatabaseBackup backup) {
        return newest(requests.restoresOf(backup)).map(restore -> new Request.Restore(restore, backup));
    }

    private static Optional<Request> rebuild(DatabaseMigration migration) {
        var annotations = migration.getMetadata().getAnnotations();
        return Optional.ofNullable(annotations)
                .map(all -> all.get(Marks.REBUILD_ANNOTATION))
                .map(value -> new Request.Rebuild(migration, value));
    }

    /** One whose spec cannot be read asks for nothing. */
    private <T extends CustomResource<?, ?>> Stream<T> newest(List<T> cached) {
        return cached.stream().filter(each -> each.getSpec() != null).map(statuses::newest);
    }
}
