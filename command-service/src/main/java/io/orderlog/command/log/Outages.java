package io.orderlog.command.log;

import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The partitions that Kafka did not answer for. While one is away, one caller at a time finds out whether it is back, and all others are
 * told at once.
 */
final class Outages {

    private static final int FINE = 0;
    private static final int AWAY = 1;
    private static final int BEING_TRIED = 2;

    private final AtomicIntegerArray partitions;
    private final AtomicLong lastAnswer = new AtomicLong(System.nanoTime());

    Outages(int partitions) {
        this.partitions = new AtomicIntegerArray(partitions);
    }

    /** @throws LogUnavailableException if the partition is away and somebody else is finding out whether it is back */
    Attempt begin(int partition) {
        if (partitions.get(partition) == FINE || partitions.compareAndSet(partition, AWAY, BEING_TRIED)) {
            return new Attempt(partition);
        }
        throw new LogUnavailableException("Kafka does not answer.");
    }

    /** One question to Kafka; closed without an answer or a failure it tells nothing. */
    final class Attempt implements AutoCloseable {

        private final int partition;
        private final long begun = System.nanoTime();

        private Attempt(int partition) {
            this.partition = partition;
        }

        void answered() {
            lastAnswer.set(System.nanoTime());
            partitions.set(partition, FINE);
        }

        /** If nobody else had an answer since either, all partitions are away. */
        void failed() {
            partitions.set(partition, AWAY);
            if (lastAnswer.get() - begun < 0) {
                for (int other = 0; other < partitions.length(); other++) {
                    partitions.compareAndSet(other, FINE, AWAY);
                }
            }
        }

        @Override
        public void close() {
            partitions.compareAndSet(partition, BEING_TRIED, AWAY);
        }
    }
}
