package io.orderlog.query.history.past;

import io.orderlog.event.EventMetadata;
import io.orderlog.order.Order;
import io.orderlog.query.document.OrderDocument;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An order at some point of its past.
 *
 * @param version of the last event that was applied
 * @param placedAt when the first event happened
 * @param recordedAt when the first event was recorded
 * @param updatedAt when the last event that was applied was recorded
 */
record PastOrder(UUID id, long version, Order order, Instant placedAt, Instant recordedAt, Instant updatedAt) {

    static @Nullable Order orderOf(@Nullable PastOrder past) {
        return past == null ? null : past.order;
    }

    /** @param order what the event made of it */
    static PastOrder after(@Nullable PastOrder before, EventMetadata event, Order order) {
        return new PastOrder(
                event.orderId(),
                event.version(),
                order,
                before == null ? event.occurredAt() : before.placedAt,
                before == null ? event.recordedAt() : before.recordedAt,
                event.recordedAt());
    }

    OrderDocument toDocument() {
        return OrderDocument.of(id, version, order, placedAt, recordedAt, updatedAt);
    }
}
