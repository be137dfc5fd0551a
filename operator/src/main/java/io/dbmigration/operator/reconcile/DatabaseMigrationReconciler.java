package io.dbmigration.operator.reconcile;

import io.dbmigration.api.DatabaseMigration;
import io.dbmigration.operator.launch.Janitor;
import io.dbmigration.operator.launch.JobLauncher;
import io.dbmigration.operator.observe.Observation;
import io.dbmigration.operator.observe.Observer;
import io.dbmigration.operator.plan.Chores;
import io.dbmigration.operator.plan.Decision;
import io.dbmigration.operator.plan.Planner;
import io.dbmigration.operator.status.StatusFactory;
import io.dbmigration.operator.status.StatusWriter;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import java.util.List;
import org.slf4j.MDC;

/** Brings one DatabaseMigration nearer to its bundle: look, decide, act, tell, tidy up. */
public final class DatabaseMigrationReconciler implements Reconciler<DatabaseMigration> {

    private final EventSources sources;
    private final Observer observer;
    private final Planner planner;
    private final JobLauncher launcher;
    private final StatusWriter writer;
    private final Janitor janitor;
    private final Departures departures;
    private final Unreadable unreadable;

    DatabaseMigrationReconciler(
            EventSources sources,
            Observer observer,
            Planner planner,
            JobLauncher launcher,
            StatusWriter writer,
            Janitor janitor,
            Departures departures,
            Unreadable unreadable) {
        this.sources = sources;
        this.observer = observer;
        this.planner = planner;
        this.launcher = launcher;
        this.writer = writer;
        this.janitor = janitor;
        this.departures = departures;
        this.unreadable = unreadable;
    }

    @Override
    public List<EventSource<?, DatabaseMigration>> prepareEventSources(EventSourceContext<DatabaseMigration> context) {
        return sources.make(context);
    }

    @Override
    public UpdateControl<DatabaseMigration> reconcile(DatabaseMigration migration, Context<DatabaseMigration> context) {
        MDC.put("namespace", migration.getMetadata().getNamespace());
        MDC.put("name", migration.getMetadata().getName());
        try {
            if (context.isPrimaryResourceDeleted()) {
                departures.of(migration);
                return UpdateControl.noUpdate();
            }
            return TolerantDecoding.isUnreadable(migration) ? unreadable.tell(migration) : pass(migration);
        } finally {
            MDC.remove("namespace");
            MDC.remove("name");
        }
    }

    private UpdateControl<DatabaseMigration> pass(DatabaseMigration migration) {
        var seen = observer.observe(migration);
        var decision = launcher.carryOut(planner.decide(seen));
        writer.record(seen);
        writer.tell(seen, decision);
        StatusFactory.statusOf(seen, decision).ifPresent(status -> {
            writer.write(seen, status);
            departures.after(seen, decision, status);
        });
        janitor.tidy(migration, Chores.after(seen, decision));
        return lookAgain(seen, decision);
    }

    private static UpdateControl<DatabaseMigration> lookAgain(Observation seen, Decision decision) {
        var control = UpdateControl.<DatabaseMigration>noUpdate();
        Rhythm.next(seen, decision).ifPresent(control::rescheduleAfter);
        return control;
    }
}
