package io.orderlog.query.live;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** What waits for one who waits: a few events, or the notice that there were too many. */
final class Subscription {

    private final Interest interest;
    private final int buffer;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final ArrayDeque<Delivery> waiting = new ArrayDeque<>(4);
    private boolean lost;
    private boolean ended;
    private Instant end = Instant.MAX;

    /**
     * @param after the place in the log behind the event; all events before it have been delivered to whom they concern
     * @param late whether it is for those who had passed its place when it was released, and not for those who come to it
     */
    record Delivery(LiveEvent event, Positions after, boolean late) {}

    /** What a wait came to. */
    sealed interface Next {

        /** @param deliveries at least one */
        record Events(List<Delivery> deliveries) implements Next {}

        /** The time is up. */
        record Quiet() implements Next {}

        /** Events were left out; from now on they all are, until {@link Subscription#restart}. */
        record Lost() implements Next {}

        /** There will be no more. */
        record Ended() implements Next {}
    }

    Subscription(Interest interest, int buffer) {
        this.interest = interest;
        this.buffer = buffer;
    }

    Interest interest() {
        return interest;
    }

    void deliver(Delivery delivery) {
        lock.lock();
        try {
            if (lost || waiting.size() >= buffer) {
                lost = true;
                waiting.clear();
            } else {
                waiting.add(delivery);
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    void end() {
        lock.lock();
        try {
            ended = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** It ends by itself at that time. */
    void endAt(Instant time) {
        lock.lock();
        try {
            end = time;
        } finally {
            lock.unlock();
        }
    }

    private boolean isEnded() {
        return ended || !Instant.now().isBefore(end);
    }

    /** @return no more than is left until the end */
    private long nanos(Duration atMost) {
        Instant now = Instant.now();
        return (now.plus(atMost).isAfter(end) ? Duration.between(now, end) : atMost).toNanos();
    }

    void restart() {
        lock.lock();
        try {
            lost = false;
            waiting.clear();
        } finally {
            lock.unlock();
        }
    }

    Next next(Duration atMost) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = nanos(atMost);
            while (!ended && !lost && waiting.isEmpty() && left > 0) {
                left = changed.awaitNanos(left);
            }
            if (isEnded()) {
                return new Next.Ended();
            }
            if (lost) {
                return new Next.Lost();
            }
            if (waiting.isEmpty()) {
                return new Next.Quiet();
            }
            List<Delivery> deliveries = new ArrayList<>(waiting);
            waiting.clear();
            return new Next.Events(deliveries);
        } finally {
            lock.unlock();
        }
    }

    /** Whether nothing waits, and nothing was left out. */
    boolean isQuiet() {
        lock.lock();
        try {
            return waiting.isEmpty() && !lost;
        } finally {
            lock.unlock();
        }
    }

    /** @return whether it ended */
    boolean awaitEnd(Duration atMost) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = nanos(atMost);
            while (!ended && left > 0) {
                left = changed.awaitNanos(left);
            }
            return isEnded();
        } finally {
            lock.unlock();
        }
    }
}
