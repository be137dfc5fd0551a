package io.dbmigration.operator.reconcile;

import io.dbmigration.api.DatabaseMigration;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.inbound.SimpleInboundEventSource;

/** Starts a pass over one resource because of what became of another: a free place, a database that has no owner any more. */
final class Nudges {

    private final SimpleInboundEventSource<DatabaseMigration> source = new SimpleInboundEventSource<>("nudges");

    EventSource<?, DatabaseMigration> source() {
        return source;
    }

    void nudge(String namespace, String name) {
        source.propagateEvent(new ResourceID(name, namespace));
    }
}
