package io.orderlog.command.log;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLongArray;

/** How far the tail has read in each partition, and who waits for it to get further. For each partition one
 * caller at a time moves it, and many wait. */
final class TailPositions {

    private final AtomicLongArray next;
    private final Map<Integer, ConcurrentSkipListMap<Long, CompletableFuture<Void>>> waiting = new ConcurrentHashMap<>();

    TailPositions(int partitions) {
        next = new AtomicLongArray(partitions);
    }

    int partitions() {
        return next.length();
    }

    /** The offset of the first record that was not read yet. */
    long next(int partition) {
        return next.get(partition);
    }

    /** Completes when every record before {@code end} has been read. */
    CompletableFuture<Void> reached(int partition, long end) {
        if (next.get(partition) >= end) {
            return CompletableFuture.completedFuture(null);
        }
        CompletableFuture<Void> reached =
                waiting.computeIfAbsent(partition, _ -> new ConcurrentSkipListMap<>()).computeIfAbsent(end, _ -> new CompletableFuture<>());
        if (next.get(partition) >= end) {
            reached.complete(null);
        }
        return reached;
    }

    boolean isAwaited() {
        return waiting.values().stream().anyMatch(waiters -> !waiters.isEmpty());
    }

    void moveTo(int partition, long nextOffset) {
        next.set(partition, nextOffset);
        ConcurrentSkipListMap<Long, CompletableFuture<Void>> waiters = waiting.get(partition);
        if (waiters != null) {
            for (var entry = waiters.firstEntry(); entry != null && entry.getKey() <= nextOffset; entry = waiters.firstEntry()) {
                waiters.remove(entry.getKey());
                entry.getValue().complete(null);
            }
        }
    }
}
