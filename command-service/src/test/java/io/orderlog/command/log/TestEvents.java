package io.orderlog.command.log;

import io.orderlog.event.EventCodec;
import io.orderlog.event.EventMetadata;
import io.orderlog.event.EventType;
import io.orderlog.event.RecordedEvent;
import io.orderlog.order.Charges;
import io.orderlog.order.OrderEvent;
import io.orderlog.order.OrderLine;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;

/** Events as they are recorded, and as they stand in the log. */
final class TestEvents {

    private TestEvents() {}

    static OrderEvent placed() {
        return placed(List.of(new OrderLine(1, "85123A", "WHITE HANGING HEART", 6, 255, Map.of())), null);
    }

    /** @param due when it expires if nobody pays */
    static OrderEvent placed(List<OrderLine> lines, @Nullable Instant due) {
        return new OrderEvent.Placed("17850", Currency.getInstance("GBP"), null, lines, Charges.NONE, null, Map.of(), due);
    }

    static RecordedEvent recorded(UUID order, long version, String previousHash, OrderEvent event) {
        EventMetadata metadata = new EventMetadata(
                UUID.randomUUID(),
                EventType.of(event).wireName(),
                "/test",
                order,
                version,
                Instant.parse("2026-01-01T00:00:00Z"),
                null,
                "tester",
                "correlation",
                "causation",
                null,
                null,
                null,
                previousHash);
        return new RecordedEvent(metadata, event);
    }

    static ConsumerRecord<byte[], byte[]> at(String topic, int partition, long offset, RecordedEvent event) {
        byte[] key = EventCodec.key(event.metadata().orderId());
        byte[] value = new EventCodec().value(event.event());
        return new ConsumerRecord<>(topic, partition, offset, 0L, TimestampType.CREATE_TIME, key.length, value.length, key, value,
                EventCodec.headers(event.metadata()), Optional.empty());
    }
}
