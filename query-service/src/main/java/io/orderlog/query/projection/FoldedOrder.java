package io.orderlog.query.projection;

import io.orderlog.event.EventMetadata;
import io.orderlog.event.HashChain;
import io.orderlog.order.Order;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An order as its valid events up to one version have made it.
 *
 * @param version the version of the last of these events
 * @param partition the partition of the log that holds the order
 * @param placedAt when the first event happened
 * @param recordedAt when the first event was recorded
 * @param updatedAt when the last event was recorded
 * @param lastHash the hash of the last event's record
 */
public record FoldedOrder(
        UUID id,
        long version,
        int partition,
        Instant placedAt,
        Instant recordedAt,
        Instant updatedAt,
        String lastHash,
        Order order) {

    static long nextVersion(@Nullable FoldedOrder before) {
        return before == null ? 1 : before.version + 1;
    }

    static String hashBefore(@Nullable FoldedOrder before) {
        return before == null ? HashChain.GENESIS : before.lastHash;
    }

    static FoldedOrder after(@Nullable FoldedOrder before, EventMetadata event, int partition, String hash, Order order) {
        return new FoldedOrder(
                event.orderId(),
                event.version(),
                partition,
                before == null ? event.occurredAt() : before.placedAt,
                before == null ? event.recordedAt() : before.recordedAt,
                event.recordedAt(),
                hash,
                order);
    }
}
