package io.orderlog.command.log;

import io.orderlog.event.EventMetadata;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** Folds the records of one partition in offset order and without a gap. */
final class PartitionApplier {

    private static final Duration ALONE_AFTER = Duration.ofSeconds(1);

    private final int partition;
    private final StateStore store;
    private final TailPositions positions;
    private final PendingAppends pending;
    private final LogFold fold;
    private final NavigableMap<Long, OwnRecord> ahead = new TreeMap<>();
    private volatile long othersAt = System.nanoTime();
    private volatile boolean gap;

    PartitionApplier(int partition, StateStore store, TailPositions positions, PendingAppends pending) {
        this.partition = partition;
        this.store = store;
        this.positions = positions;
        this.pending = pending;
        this.fold = new LogFold(positions.partitions());
    }

    /** @return where reading starts */
    synchronized long resume() {
        long next = store.position(partition);
        positions.moveTo(partition, next);
        return next;
    }

    synchronized void read(Iterable<ConsumerRecord<byte[], byte[]>> records, long nextOffset) {
        Work work = new Work();
        for (ConsumerRecord<byte[], byte[]> record : records) {
            if (record.offset() >= work.next) {
                work.take(record, fold.fold(record, work));
            }
        }
        work.next = Math.max(work.next, nextOffset);
        foldOwnThatFollow(work);
        work.commit();
    }

    synchronized void acknowledged(Iterable<OwnRecord> own) {
        own.forEach(record -> ahead.put(record.record().offset(), record));
        Work work = new Work();
        foldOwnThatFollow(work);
        work.commit();
    }

    boolean isAlone() {
        return !gap && System.nanoTime() - othersAt > ALONE_AFTER.toNanos();
    }

    boolean hasGap() {
        return gap;
    }

    private void foldOwnThatFollow(Work work) {
        while (!ahead.isEmpty() && ahead.firstKey() <= work.next) {
            OwnRecord own = ahead.pollFirstEntry().getValue();
            if (own.record().offset() == work.next) {
                work.take(own.record(), fold.fold(own, work));
            }
        }
        gap = !ahead.isEmpty();
    }

    /** Becomes visible as a whole. */
    private final class Work implements LogFold.States {

        private final Map<UUID, StateStore.Change> changes = new HashMap<>();
        private final Map<UUID, Confirmation> confirmations = new HashMap<>();
        private final long start = positions.next(partition);
        private long next = start;

        @Override
        public @Nullable OrderState get(UUID orderId) {
            StateStore.Change change = changes.get(orderId);
            return change == null ? store.get(orderId) : change.after();
        }

        @Override
        public void put(UUID orderId, @Nullable OrderState before, OrderState after) {
            changes.merge(orderId, new StateStore.Change(before, after),
                    (first, last) -> new StateStore.Change(first.before(), last.after()));
        }

        void take(ConsumerRecord<byte[], byte[]> record, LogFold.Verdict verdict) {
            switch (verdict) {
                case LogFold.Verdict.Superseded(EventMetadata metadata) -> {
                    if (isExpected(metadata)) {
                        confirmations.putIfAbsent(metadata.id(), new Confirmation.Superseded());
                    }
                }
                case LogFold.Verdict.Valid valid -> {
                    if (isExpected(valid.event().metadata())) {
                        confirmations.put(valid.event().metadata().id(), new Confirmation.Valid(valid.receipt()));
                    }
                }
            }
            next = record.offset() + 1;
        }

        private boolean isExpected(EventMetadata metadata) {
            boolean expected = pending.get(metadata.id()) != null;
            if (!expected && metadata.version() != ReadBarrier.VERSION) {
                othersAt = System.nanoTime();
            }
            return expected;
        }

        void commit() {
            if (next == start) {
                return;
            }
            store.commit(partition, next, changes);
            positions.moveTo(partition, next);
            confirmations.forEach(pending::confirm);
        }
    }
}
