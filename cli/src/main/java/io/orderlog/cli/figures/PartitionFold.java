package io.orderlog.cli.figures;

import io.orderlog.event.EventCodec;
import io.orderlog.event.EventMetadata;
import io.orderlog.event.HashChain;
import io.orderlog.event.UnreadableEventException;
import io.orderlog.order.Order;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * The orders of one partition, folded from its records in offset order: the first writer of a version wins, and each valid record
 * carries the hash of the one before it.
 */
final class PartitionFold {

    /** @param placementKey what the order's first event names as idempotency key; empty without one */
    private record Folded(Order order, long version, String hash, Instant placedAt, String placementKey) {}

    private final EventCodec codec = new EventCodec();
    private final Map<UUID, Folded> orders = new HashMap<>();
    private long superseded;

    /** @throws LogDamagedException if the record can be neither valid nor superseded */
    void add(ConsumerRecord<byte[], byte[]> record) {
        try {
            EventMetadata metadata = EventCodec.metadata(record.key(), record.headers());
            Folded before = orders.get(metadata.orderId());
            long version = before == null ? 0 : before.version();
            if (metadata.version() <= version) {
                superseded++;
                return;
            }
            if (metadata.version() > version + 1) {
                throw damaged(record, "order %s jumps from version %d to %d"
                        .formatted(metadata.orderId(), version, metadata.version()));
            }
            if (!metadata.previousHash().equals(before == null ? HashChain.GENESIS : before.hash())) {
                throw damaged(record, "the hash chain of order %s is broken at version %d"
                        .formatted(metadata.orderId(), metadata.version()));
            }
            orders.put(metadata.orderId(), fold(before, metadata, record));
        } catch (UnreadableEventException e) {
            throw damaged(record, String.valueOf(e.getMessage()));
        }
    }

    /** @param keyPrefix counts only orders whose placement's idempotency key begins so */
    void count(String keyPrefix, Figures figures) {
        figures.add("superseded events", superseded);
        orders.values()
                .stream()
                .filter(it -> it.placementKey().startsWith(keyPrefix))
                .forEach(it -> figures.add(it.order(), it.placedAt(), it.version()));
    }

    private Folded fold(@Nullable Folded before, EventMetadata metadata, ConsumerRecord<byte[], byte[]> record) {
        Order order = Order.evolve(before == null ? null : before.order(), codec.event(metadata.type(), record.value()));
        String hash = HashChain.hash(record.key(), record.headers(), record.value());
        if (before != null) {
            return new Folded(order, metadata.version(), hash, before.placedAt(), before.placementKey());
        }
        String placementKey = metadata.idempotencyKey() == null ? "" : metadata.idempotencyKey();
        return new Folded(order, metadata.version(), hash, metadata.occurredAt(), placementKey);
    }

    private static LogDamagedException damaged(ConsumerRecord<byte[], byte[]> record, String what) {
        return new LogDamagedException(
                "The log is damaged at partition %d, offset %d: %s".formatted(record.partition(), record.offset(), what));
    }
}
