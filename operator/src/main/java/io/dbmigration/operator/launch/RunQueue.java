package io.dbmigration.operator.launch;

import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Lets at most so many runs work at once, the oldest wish first. The count is of Jobs; what is kept here is only who waits, and
 * what was started and is not in the cache yet.
 */
public final class RunQueue {

    /** @param resource UID, namespace and name of the one that waits */
    public record Waiting(String uid, String namespace, String name, Instant since) {}

    private final int max;
    private final Supplier<Set<String>> working;
    private final Map<String, Waiting> waiting = new HashMap<>();
    private final Set<String> started = new HashSet<>();

    /** @param working UIDs of the resources whose Job is under way, from the cache */
    public RunQueue(int max, Supplier<Set<String>> working) {
        this.max = max;
        this.working = working;
    }

    /** Whether this one may start now; if not, it waits. */
    synchronized boolean admit(Waiting wish) {
        // It would not ask if it had a Job.
        started.remove(wish.uid());
        waiting.putIfAbsent(wish.uid(), wish);
        var position = inOrder().indexOf(waiting.get(wish.uid()));
        if (position >= free()) {
            return false;
        }
        waiting.remove(wish.uid());
        started.add(wish.uid());
        return true;
    }

    /** It was not started after all, or is seen by now, or wishes nothing more. */
    public synchronized void settle(String uid) {
        waiting.remove(uid);
        started.remove(uid);
    }

    /** Those whose turn it is. */
    public synchronized List<Waiting> next() {
        if (waiting.isEmpty()) {
            return List.of();
        }
        return inOrder().stream().limit(Math.max(free(), 0)).toList();
    }

    private List<Waiting> inOrder() {
        return waiting.values().stream()
                .sorted(Comparator.comparing(Waiting::since).thenComparing(Waiting::uid))
                .toList();
    }

    private int free() {
        var taken = new HashSet<>(working.get());
        taken.addAll(started);
        return max - taken.size();
    }
}
