package io.dbmigration.operator.launch;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbmigration.operator.launch.RunQueue.Waiting;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Who may start when not all may. */
class RunQueueTest {

    private final Set<String> working = new HashSet<>();
    private final RunQueue queue = new RunQueue(2, () -> working);

    private boolean admit(String uid, int second) {
        return queue.admit(new Waiting(uid, "shop", uid, Instant.EPOCH.plusSeconds(second)));
    }

    @Test
    void soManyStartAndTheRestWaits() {
        assertThat(admit("a", 1)).isTrue();
        assertThat(admit("b", 2)).isTrue();
        assertThat(admit("c", 3)).isFalse();
    }

    @Test
    void whatWasStartedCountsBeforeTheCacheShowsItAndOnceOnly() {
        admit("a", 1);
        working.add("a");

        assertThat(admit("b", 2)).isTrue();
        assertThat(admit("c", 3)).isFalse();
    }

    @Test
    void theOldestWishGoesFirstWhoeverAsksFirst() {
        working.addAll(Set.of("x", "y"));
        admit("early", 1);
        admit("late", 2);
        working.remove("x");

        assertThat(admit("late", 9)).isFalse();
        assertThat(admit("early", 9)).isTrue();
    }

    @Test
    void thoseWhoseTurnItIsAreNamed() {
        working.addAll(Set.of("x", "y"));
        admit("early", 1);
        admit("late", 2);
        assertThat(queue.next()).isEmpty();

        working.remove("x");

        assertThat(queue.next()).extracting(Waiting::uid).containsExactly("early");
    }

    @Test
    void oneThatWishesNothingMoreMakesRoom() {
        working.addAll(Set.of("x", "y"));
        admit("early", 1);
        admit("late", 2);
        queue.settle("early");
        working.remove("x");

        assertThat(admit("late", 3)).isTrue();
    }
}
