package io.orderlog.query.consumer;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** The fetched records of one partition on their way to its transaction. */
final class RecordQueue {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition notEmpty = lock.newCondition();
    private final Queue<ConsumerRecord<byte[], byte[]>> records = new ArrayDeque<>();
    private final LongSupplier limit;
    private long wanted;
    private long bytes;
    private boolean full;
    private boolean closed;

    /** @param limit how many bytes make it full; what was fetched is taken nevertheless */
    RecordQueue(LongSupplier limit) {
        this.limit = limit;
    }

    /** @return whether it is full now */
    boolean add(List<ConsumerRecord<byte[], byte[]>> fetched) {
        lock.lock();
        try {
            records.addAll(fetched);
            fetched.forEach(record -> bytes += size(record));
            notEmpty.signal();
            full = bytes >= Math.max(wanted, limit.getAsLong());
            return full;
        } finally {
            lock.unlock();
        }
    }

    /** Returns when there is a record, or when the queue is closed. */
    void await() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (records.isEmpty() && !closed) {
                notEmpty.await();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Until records are taken, so many bytes have room whatever the limit is. */
    void wants(long atLeast) {
        lock.lock();
        try {
            wanted = atLeast;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Returns when there are so many records or bytes, when it is full or closed, so that none will come, or when none has come for a
     * while.
     */
    void awaitMore(int records, long bytes, Duration quiet) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            boolean comes = true;
            while (comes && this.records.size() < records && this.bytes < bytes && !full && !closed) {
                comes = notEmpty.await(quiet.toNanos(), TimeUnit.NANOSECONDS);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Takes all records that are there, up to the limits. */
    List<ConsumerRecord<byte[], byte[]>> take(int maxRecords, long maxBytes) {
        lock.lock();
        try {
            List<ConsumerRecord<byte[], byte[]>> taken = new ArrayList<>();
            long takenBytes = 0;
            for (var next = records.peek(); next != null && taken.size() < maxRecords; next = records.peek()) {
                if (!taken.isEmpty() && takenBytes + size(next) > maxBytes) {
                    break;
                }
                taken.add(records.remove());
                takenBytes += size(next);
            }
            bytes -= takenBytes;
            wanted = 0;
            return taken;
        } finally {
            lock.unlock();
        }
    }

    int size() {
        lock.lock();
        try {
            return records.size();
        } finally {
            lock.unlock();
        }
    }

    /** {@code null} if there is no record. */
    @Nullable
    Long oldestTimestamp() {
        lock.lock();
        try {
            ConsumerRecord<byte[], byte[]> oldest = records.peek();
            return oldest == null ? null : oldest.timestamp();
        } finally {
            lock.unlock();
        }
    }

    void close() {
        lock.lock();
        try {
            closed = true;
            records.clear();
            notEmpty.signal();
        } finally {
            lock.unlock();
        }
    }

    /** Whether it was full and is now less than half full; says so once. */
    boolean madeRoom() {
        lock.lock();
        try {
            boolean madeRoom = full && bytes < Math.max(wanted, limit.getAsLong()) / 2;
            if (madeRoom) {
                full = false;
            }
            return madeRoom;
        } finally {
            lock.unlock();
        }
    }

    /** Headers weigh about as much as a small event does. */
    private static long size(ConsumerRecord<byte[], byte[]> record) {
        return 1024L + Math.max(0, record.serializedValueSize());
    }
}
