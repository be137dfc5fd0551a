package io.dbmigration.operator.observe;

import io.dbmigration.api.DatabaseMigration;
import io.dbmigration.api.DatabaseMigrationStatus;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The statuses that we wrote and the cache does not show yet: compared with an older one, a needed write would look needless. */
public final class WrittenStatuses {

    private final Map<String, DatabaseMigration> written = new ConcurrentHashMap<>();

    public void remember(DatabaseMigration answer) {
        written.put(answer.getMetadata().getUid(), answer);
    }

    public void forget(String uid) {
        written.remove(uid);
    }

    /** The newer one of what the cache has and what we wrote. */
    @Nullable
    DatabaseMigrationStatus newest(DatabaseMigration cached) {
        var uid = cached.getMetadata().getUid();
        var ours = written.get(uid);
        if (ours == null) {
            return cached.getStatus();
        }
        if (version(cached) >= version(ours)) {
            written.remove(uid, ours);
            return cached.getStatus();
        }
        return ours.getStatus();
    }

    private static long version(DatabaseMigration migration) {
        return Long.parseLong(migration.getMetadata().getResourceVersion());
    }
}
