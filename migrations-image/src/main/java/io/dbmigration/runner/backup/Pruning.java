package io.dbmigration.runner.backup;

import io.dbmigration.contract.RunResult.DatabaseIdentity;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Removes the backups of one database that its retention does not keep. */
public record Pruning(BackupOrder order, DatabaseIdentity database) {

    /**
     * @param removed hears each path, also when a later one cannot be removed
     * @throws IOException what the storage says
     */
    public void prune(Instant now, Consumer<String> removed) throws IOException {
        var retention = order.retention();
        if (retention == null) {
            return;
        }
        for (var path : retention.beyond(owned(), now)) {
            order.storage().delete(path);
            removed.accept(path);
        }
    }

    /** Only what lies directly in this database's folder, and whose manifest says that it belongs there. */
    private List<Retention.Owned> owned() throws IOException {
        var folder = order.place().database().toString() + "/";
        var owned = new ArrayList<Retention.Owned>();
        for (var path : order.storage().paths(order.place().database().toString())) {
            var manifest = order.storage().manifest(path);
            if (manifest.isPresent()
                    && path.startsWith(folder)
                    && path.indexOf('/', folder.length()) < 0
                    && path.equals(manifest.get().receipt().path())
                    && database.name().equals(manifest.get().database().name())) {
                owned.add(new Retention.Owned(path, manifest.get()));
            }
        }
        return owned;
    }
}
