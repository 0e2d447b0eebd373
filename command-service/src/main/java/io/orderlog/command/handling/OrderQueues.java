package io.orderlog.command.handling;

import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One command at a time for each order, in the order of arrival. Keeps nothing of an order that has no command. */
final class OrderQueues {

    private static final class Queue {
        private final ReentrantLock turn = new ReentrantLock(true);
        private int users;
    }

    private final Map<UUID, Queue> queues = new ConcurrentHashMap<>();
    private final int maxWaiting;

    /** @param maxWaiting how many may be in one order's queue, the one whose turn it is included */
    OrderQueues(int maxWaiting) {
        this.maxWaiting = maxWaiting;
    }

    /** @return {@code null} if the queue is full or the turn did not come within the timeout */
    <T> @Nullable T inTurn(UUID orderId, Duration timeout, Supplier<T> action) throws InterruptedException {
        Queue queue = enter(orderId);
        if (queue == null) {
            return null;
        }
        try {
            if (!queue.turn.tryLock(timeout.toNanos(), TimeUnit.NANOSECONDS)) {
                return null;
            }
            try {
                return action.get();
            } finally {
                queue.turn.unlock();
            }
        } finally {
            leave(orderId);
        }
    }

    /** How many wait for their turn. */
    long waiting() {
        return queues.values().stream().mapToLong(queue -> queue.turn.getQueueLength()).sum();
    }

    boolean isEmpty() {
        return queues.isEmpty();
    }

    private @Nullable Queue enter(UUID orderId) {
        AtomicBoolean entered = new AtomicBoolean();
        Queue queue = queues.compute(orderId, (_, present) -> {
            Queue chosen = present == null ? new Queue() : present;
            if (chosen.users < maxWaiting) {
                chosen.users++;
                entered.set(true);
            }
            return chosen;
        });
        return entered.get() ? queue : null;
    }

    private void leave(UUID orderId) {
        queues.computeIfPresent(orderId, (_, queue) -> --queue.users == 0 ? null : queue);
    }
}
