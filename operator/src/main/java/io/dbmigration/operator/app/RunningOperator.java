package io.dbmigration.operator.app;

import io.dbmigration.operator.reconcile.Assembly;
import io.dbmigration.operator.reconcile.ChangeFilter;
import io.dbmigration.operator.run.RunnerSettings;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.Operator;
import io.javaoperatorsdk.operator.processing.retry.GenericRetry;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The operator's life from start to stop, in one process. */
final class RunningOperator {

    private static final Logger LOG = LoggerFactory.getLogger(RunningOperator.class);

    /** Everything is looked at again after this, whatever happened. */
    private static final Duration AT_LATEST = Duration.ofHours(1);

    /** Nothing announces that something is not there. */
    private static final Duration STRAYS = Duration.ofSeconds(10);

    private static final Duration LONGEST_RETRY = Duration.ofMinutes(5);
    private static final Duration FINISH_PASSES = Duration.ofSeconds(10);

    private final OperatorConfig config;
    private final Operator operator;
    private final Assembly assembly;
    private final @Nullable Leadership leadership;
    private final ScheduledExecutorService sweeps = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("orphans").factory());

    /** @param lost ends the process when another replica leads */
    RunningOperator(KubernetesClient client, OperatorConfig config, Clock clock, Runnable lost) {
        this.config = config;
        this.leadership = config.podNamespace() == null
                ? null
                : new Leadership(
                        client, config.podNamespace(), config.podName() == null ? "operator" : config.podName(), lost);
        var settings = new RunnerSettings(
                config.runnerImage(),
                config.runnerPullPolicy(),
                config.fsGroup(),
                config.secretFileMode(),
                clusterUid(client));
        this.assembly = Assembly.of(client, settings, config.maxConcurrentRuns(), clock);
        this.operator = new Operator(overrider -> {
            overrider
                    .withKubernetesClient(client)
                    .withCloseClientOnStop(false)
                    .withStopOnInformerErrorDuringStartup(false)
                    .withReconciliationTerminationTimeout(FINISH_PASSES);
            if (leadership != null) {
                overrider.withLeaderElectionConfiguration(leadership.election(this::sweepFromNowOn));
            }
        });
    }

    private static String clusterUid(KubernetesClient client) {
        var system = client.namespaces().withName("kube-system").get();
        if (system == null) {
            throw new IllegalStateException(
                    "the namespace kube-system is not there; its UID names this cluster's backups");
        }
        return system.getMetadata().getUid();
    }

    void start() {
        operator.register(assembly.reconciler(), overrider -> {
            if (config.watchNamespaces().isEmpty()) {
                overrider.watchingAllNamespaces();
            } else {
                overrider.settingNamespaces(config.watchNamespaces());
            }
            overrider
                    .withGenerationAware(false)
                    .withOnUpdateFilter(new ChangeFilter())
                    .withTriggerReconcilerOnAllEvents(true)
                    .withReconciliationMaxInterval(AT_LATEST)
                    .withRetry(new GenericRetry()
                            .setInitialInterval(Duration.ofSeconds(1).toMillis())
                            .setIntervalMultiplier(2)
                            .setMaxInterval(LONGEST_RETRY.toMillis())
                            .withoutMaxAttempts());
        });
        operator.start();
        if (leadership == null) {
            sweepFromNowOn();
        }
        LOG.atInfo().addKeyValue("watching", config.watchNamespaces()).log("Operator started");
    }

    boolean isReady() {
        var info = operator.getRuntimeInfo();
        return info.isStarted() && info.allEventSourcesAreHealthy();
    }

    private void sweepFromNowOn() {
        var unused = sweeps.scheduleWithFixedDelay(this::sweep, 5, AT_LATEST.toSeconds(), TimeUnit.SECONDS);
        var alsoUnused = sweeps.scheduleWithFixedDelay(this::tellStrays, 5, STRAYS.toSeconds(), TimeUnit.SECONDS);
    }

    private void sweep() {
        try {
            assembly.orphans().sweepAll();
        } catch (RuntimeException e) {
            LOG.atWarn().setCause(e).log("Sweep of orphans failed; it is tried again in an hour");
        }
    }

    private void tellStrays() {
        try {
            assembly.strays().tell();
        } catch (RuntimeException e) {
            LOG.atWarn().setCause(e).log("Requests without a DatabaseMigration could not be told; it is tried again");
        }
    }

    /** Passes under way end first; then the Lease is given back. */
    void stop() {
        if (leadership != null) {
            leadership.stopping();
        }
        sweeps.shutdownNow();
        operator.stop();
        if (leadership != null) {
            leadership.release();
        }
        LOG.info("Operator stopped");
    }
}
