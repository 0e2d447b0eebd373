package io.orderlog.command.web;

import java.util.concurrent.atomic.AtomicLong;
import org.springframework.stereotype.Component;

/**
 * The memory that bodies, lines of batches and answers that wait for their clients take up, all together.
 *
 * <p>The first few kilobytes are free for everyone, so that ordinary requests go on while large ones are turned away; how many those are
 * is bounded by the number of connections.
 */
@Component
final class BodyMemory {

    static final int FREE = 16 * 1_024;

    private final long limit;
    private final AtomicLong held = new AtomicLong();

    BodyMemory(OrdersProperties properties) {
        this.limit = properties.bodyMemory().toBytes();
    }

    long held() {
        return held.get();
    }

    boolean isExhausted() {
        return held.get() >= limit;
    }

    /** What one body takes up, from its first byte until its request is answered. */
    final class Share implements AutoCloseable {

        private long size;

        /** @throws BodyRefusedException if there is no room for it */
        synchronized void growTo(long bytes) {
            long more = counted(bytes) - counted(size);
            if (more > 0 && held.addAndGet(more) > limit) {
                held.addAndGet(-more);
                throw BodyRefusedException.noRoom();
            }
            size = bytes;
        }

        /** What cannot be refused, because it is there: an answer that waits for its client. */
        synchronized void add(long bytes) {
            held.addAndGet(counted(size + bytes) - counted(size));
            size += bytes;
        }

        @Override
        public synchronized void close() {
            add(-size);
        }

        private static long counted(long bytes) {
            return Math.max(0, bytes - FREE);
        }
    }
}
