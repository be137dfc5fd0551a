package io.dbmigration.operator.reconcile;

import io.dbmigration.api.DatabaseMigration;
import io.dbmigration.operator.launch.OrphanSweep;
import io.dbmigration.operator.status.EventPublisher;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A resource whose spec this version cannot read: said once for each version of it, and nothing is done but to let it go. */
final class Unreadable {

    private static final Logger LOG = LoggerFactory.getLogger(Unreadable.class);

    private final EventPublisher events;
    private final OrphanSweep orphans;
    private final Set<String> told = ConcurrentHashMap.newKeySet();

    Unreadable(EventPublisher events, OrphanSweep orphans) {
        this.events = events;
        this.orphans = orphans;
    }

    UpdateControl<DatabaseMigration> tell(DatabaseMigration migration) {
        var why = TolerantDecoding.whyUnreadable(migration);
        var metadata = migration.getMetadata();
        if (told.add(metadata.getUid() + "/" + metadata.getGeneration())) {
            LOG.atError().addKeyValue("why", why).log("The spec cannot be read");
            events.warn(
                    migration,
                    "SpecUnreadable",
                    "This version of the operator cannot read the spec (" + why
                            + "); apply the CRDs of this version and correct the resource.");
        }
        if (metadata.getDeletionTimestamp() != null) {
            orphans.letGo(migration);
        }
        return UpdateControl.noUpdate();
    }
}
