package io.orderlog.query.projection;

import io.orderlog.query.generation.Generation;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.springframework.stereotype.Component;

/** Wakes those who wait in this instance for a partition that this instance projects. A hint: the checkpoint is what counts. */
@Component
public class ViewsProgress {

    private final Map<Integer, Long> nextOffsets = new ConcurrentHashMap<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition moved = lock.newCondition();

    /** By partition, the next offset that some generation will read; a moment later it may be more. */
    public Map<Integer, Long> nextOffsets() {
        return Map.copyOf(nextOffsets);
    }

    public void moved(Generation generation, int partition, long nextOffset) {
        nextOffsets.merge(partition, nextOffset, Math::max);
        lock.lock();
        try {
            moved.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Returns when some generation has passed the offset in this instance and moved on from what was known, or when the time is up.
     *
     * @param known of {@link #nextOffsets}, read before the checkpoint was; without it, those who wait for a generation that is behind
     *        another one would not wait at all
     */
    public void awaitPassed(int partition, long offset, Map<Integer, Long> known, Duration atMost) throws InterruptedException {
        long reached = Math.max(offset, known.getOrDefault(partition, 0L));
        long left = atMost.toNanos();
        lock.lockInterruptibly();
        try {
            while (nextOffsets.getOrDefault(partition, 0L) <= reached && left > 0) {
                left = moved.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Returns when any partition has moved on in this instance from what was known, or when the time is up. */
    public void awaitMoved(Map<Integer, Long> known, Duration atMost) throws InterruptedException {
        long left = atMost.toNanos();
        lock.lockInterruptibly();
        try {
            while (nextOffsets.equals(known) && left > 0) {
                left = moved.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }
}
