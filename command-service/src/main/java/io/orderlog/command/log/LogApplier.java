package io.orderlog.command.log;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Folds records into the states, in each partition in offset order and without a gap, and tells whoever waits for them. Partitions do not
 * wait for each other.
 *
 * <p>A record comes from the tail, which reads everything, or from this instance's own producer, which knows what it wrote as soon as it is
 * acknowledged: if that record is the next one of its partition, it need not be read. Whoever comes second is passed over.
 */
final class LogApplier {

    private final List<PartitionApplier> partitions;

    LogApplier(StateStore store, TailPositions positions, PendingAppends pending) {
        this.partitions = IntStream.range(0, positions.partitions())
                .mapToObj(partition -> new PartitionApplier(partition, store, positions, pending))
                .toList();
    }

    /** @return by partition, where reading starts */
    Map<Integer, Long> resume() {
        Map<Integer, Long> next = new HashMap<>();
        for (int partition = 0; partition < partitions.size(); partition++) {
            next.put(partition, partitions.get(partition).resume());
        }
        return next;
    }

    /**
     * Takes records that were read from a partition, in offset order and following on what was read before.
     *
     * @param nextOffset where reading goes on
     */
    void read(int partition, Iterable<ConsumerRecord<byte[], byte[]>> records, long nextOffset) {
        partitions.get(partition).read(records, nextOffset);
    }

    /** Takes records of this instance that Kafka has acknowledged, in any order. */
    void acknowledged(Collection<OwnRecord> own) {
        own.stream()
                .collect(Collectors.groupingBy(record -> record.record().partition()))
                .forEach((partition, records) -> partitions.get(partition).acknowledged(records));
    }

    /**
     * Whether what this instance wrote has followed without a gap for a while, so that there is nothing to be read that it does not know.
     * Others may have begun to write since; that is noticed when the next own record does not follow, or when somebody wants to know.
     */
    boolean isAlone() {
        return partitions.stream().allMatch(PartitionApplier::isAlone);
    }

    /** Whether an own record waits for others before it. */
    boolean hasGap() {
        return partitions.stream().anyMatch(PartitionApplier::hasGap);
    }
}
