package io.orderlog.command.log;

import io.orderlog.event.EventMetadata;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Folds records into the states, in each partition in offset order and without a gap, and tells whoever waits for them.
 *
 * <p>A record comes from the tail, which reads everything, or from this instance's own producer, which knows what it wrote as soon as it is
 * acknowledged: if that record is the next one of its partition, it need not be read. Whoever comes second is passed over.
 */
final class LogApplier {

    private final StateStore store;
    private final TailPositions positions;
    private final PendingAppends pending;
    private final LogFold fold = new LogFold();
    private final Map<Integer, NavigableMap<Long, ConsumerRecord<byte[], byte[]>>> ahead = new HashMap<>();

    LogApplier(StateStore store, TailPositions positions, PendingAppends pending) {
        this.store = store;
        this.positions = positions;
        this.pending = pending;
    }

    /** @return by partition, where reading starts */
    synchronized Map<Integer, Long> resume() {
        Map<Integer, Long> next = store.positions();
        next.forEach(positions::moveTo);
        return next;
    }

    /**
     * Takes records that were read, of each partition in offset order and following on what was read before.
     *
     * @param nextOffsets by partition, where reading goes on
     */
    synchronized void read(Iterable<ConsumerRecord<byte[], byte[]>> records, Map<Integer, Long> nextOffsets) {
        Work work = new Work();
        for (ConsumerRecord<byte[], byte[]> record : records) {
            if (record.offset() >= work.next(record.partition())) {
                work.fold(record);
            }
        }
        nextOffsets.forEach(work::moveTo);
        nextOffsets.keySet().forEach(partition -> foldOwnThatFollow(partition, work));
        work.commit();
    }

    /** Takes records of this instance that Kafka has acknowledged, in any order. */
    synchronized void acknowledged(List<ConsumerRecord<byte[], byte[]>> own) {
        Work work = new Work();
        for (ConsumerRecord<byte[], byte[]> record : own) {
            ahead.computeIfAbsent(record.partition(), _ -> new TreeMap<>()).put(record.offset(), record);
        }
        own.stream().map(ConsumerRecord::partition).distinct().forEach(partition -> foldOwnThatFollow(partition, work));
        work.commit();
    }

    private void foldOwnThatFollow(int partition, Work work) {
        NavigableMap<Long, ConsumerRecord<byte[], byte[]>> own = ahead.get(partition);
        while (own != null && !own.isEmpty() && own.firstKey() <= work.next(partition)) {
            ConsumerRecord<byte[], byte[]> record = own.pollFirstEntry().getValue();
            if (record.offset() == work.next(partition)) {
                work.fold(record);
            }
        }
    }

    /** Becomes visible as a whole. */
    private final class Work {

        private final StateStore.Batch batch = store.newBatch();
        private final Map<Integer, Long> moved = new HashMap<>();
        private final Map<UUID, Confirmation> confirmations = new HashMap<>();

        long next(int partition) {
            Long next = moved.get(partition);
            return next == null ? positions.next(partition) : next;
        }

        void fold(ConsumerRecord<byte[], byte[]> record) {
            switch (fold.fold(record, batch)) {
                case LogFold.Verdict.Superseded(EventMetadata metadata) ->
                    confirmations.putIfAbsent(metadata.id(), new Confirmation.Superseded());
                case LogFold.Verdict.Valid valid -> {
                    UUID eventId = valid.event().metadata().id();
                    if (pending.get(eventId) != null) {
                        confirmations.put(eventId, new Confirmation.Valid(valid.receipt()));
                    }
                }
            }
            moved.put(record.partition(), record.offset() + 1);
        }

        void moveTo(int partition, long next) {
            if (next > next(partition)) {
                moved.put(partition, next);
            }
        }

        void commit() {
            if (moved.isEmpty()) {
                return;
            }
            moved.forEach(batch::moveTo);
            batch.commit();
            moved.forEach(positions::moveTo);
            confirmations.forEach(pending::confirm);
        }
    }
}
