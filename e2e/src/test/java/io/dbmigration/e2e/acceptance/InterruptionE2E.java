package io.dbmigration.e2e.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What is killed, evicted or deleted in the middle, and what stays true all the same. */
class InterruptionE2E {

    private static final TestBundle SLOW = TestBundle.postgresql()
            .with("1_slow", "CREATE TABLE a (id int);\nSELECT pg_sleep(12);\nCREATE TABLE b (id int);");

    private final Cluster cluster = Cluster.get();

    @Test
    void theOperatorKilledAtAnyMomentStartsNoRunTwice() {
        var shops = IntStream.range(0, 5)
                .mapToObj(i -> started(
                        "killed" + i,
                        TestBundle.postgresql()
                                .with("1_some", "CREATE TABLE a (id int);\nSELECT pg_sleep(%d);".formatted(3 * i))))
                .toList();
        for (var kill = 0; kill < 3; kill++) {
            cluster.killOperator();
            cluster.awaitOperator();
        }

        for (var shop : shops) {
            shop.awaitApplied("1_some");
            assertThat(shop.jobs()).as(shop.name()).hasSize(1);
        }
    }

    @Test
    void oneBundleThenAnotherThenTheFirstAgainRunsEachTime() {
        var shop = started("aba", one());
        shop.awaitApplied("1_one");
        var policy = "policy: {ahead: Warn}\n";
        shop.migration(shop.usual(policy));
        shop.await("policy seen", status -> "Applied".equals(status.phase()));
        var runs = shop.get().getStatus().lastRun().number();

        shop.bundle(one().with("2_two", "CREATE TABLE two (id int);"));
        shop.awaitApplied("2_two");
        shop.bundle(one());
        var status = shop.await(
                "the first again",
                now -> one().digest().equals(now.bundle().digest()) && "Applied".equals(now.phase()));

        assertThat(status.lastRun().number()).isEqualTo(runs + 2);
    }

    @Test
    void aRunnerKilledInTheMiddleOfAnAtomicScriptLeavesNothingAndTheNextRunAppliesIt() {
        var shop = started("runnerkilled", SLOW);
        var database = cluster.known("runnerkilled");
        var pod = awaitScript(shop, database);

        cluster.kill(pod);
        shop.awaitApplied("1_slow");

        assertThat(
                        database.query(
                                "select (rolled_back_at is not null)::text || (finished_at is not null)::text from _prisma_migrations order by started_at"))
                .containsExactly("truefalse", "falsetrue");
        assertThat(database.hasTable("b")).isTrue();
        expectNoOverlap(shop);
    }

    @Test
    void anEvictedPodsResultIsNotLost() {
        var shop = started("evicted", SLOW);
        var database = cluster.known("evicted");
        var pod = awaitScript(shop, database);

        cluster.evict(pod);
        shop.awaitApplied("1_slow");

        assertThat(database.applied()).containsExactly("1_slow");
        expectNoOverlap(shop);
    }

    @Test
    void aJobDeletedInTheMiddleIsFollowedByOneThatFinishesTheWork() {
        var shop = started("jobdeleted", SLOW);
        var database = cluster.known("jobdeleted");
        awaitScript(shop, database);

        cluster.delete(shop.jobs().getFirst());
        shop.awaitApplied("1_slow");

        assertThat(database.applied()).containsExactly("1_slow");
        assertThat(database.hasTable("b")).isTrue();
    }

    @Test
    void aResourceDeletedInTheMiddleWaitsForItsRun() {
        var shop = started("deleted", SLOW);
        var database = cluster.known("deleted");
        awaitScript(shop, database);

        shop.delete();
        cluster.await("the resource is gone", () -> !shop.exists());

        assertThat(database.applied()).containsExactly("1_slow");
        assertThat(cluster.podsLeftBy("deleted")).isEmpty();
    }

    private static TestBundle one() {
        return TestBundle.postgresql().with("1_one", "CREATE TABLE one (id int);");
    }

    private Shop started(String name, TestBundle bundle) {
        var shop = cluster.shop(name);
        shop.secret(cluster.database(name).url());
        shop.bundle(bundle);
        shop.migration(shop.usual(""));
        return shop;
    }

    private Pod awaitScript(Shop shop, TestDatabase database) {
        cluster.await(
                "the script of " + shop.name() + " runs",
                () -> database.value(
                                "select count(*) from pg_stat_activity where state = 'active' and query like '%pg_sleep(12)%' and pid <> pg_backend_pid()")
                        .equals("1"));
        return shop.pods().getFirst();
    }

    /** No Job's pod started before the one of the Job before it had ended. */
    private static void expectNoOverlap(Shop shop) {
        var pods = shop.pods().stream()
                .filter(pod -> pod.getStatus().getStartTime() != null)
                .sorted((a, b) -> started(a).compareTo(started(b)))
                .toList();
        for (var i = 1; i < pods.size(); i++) {
            assertThat(started(pods.get(i))).isAfterOrEqualTo(ended(pods.get(i - 1)));
        }
    }

    private static Instant started(Pod pod) {
        return Instant.parse(pod.getStatus().getStartTime());
    }

    private static Instant ended(Pod pod) {
        return List.copyOf(pod.getStatus().getContainerStatuses()).stream()
                .map(status -> status.getState().getTerminated())
                .filter(terminated -> terminated != null)
                .map(terminated -> Instant.parse(terminated.getFinishedAt()))
                .max(Instant::compareTo)
                .orElse(Instant.EPOCH);
    }
}
