package io.orderlog.cli.figures;

import io.orderlog.event.EventCodec;
import io.orderlog.event.EventMetadata;
import io.orderlog.event.EventType;
import io.orderlog.event.HashChain;
import io.orderlog.order.Charges;
import io.orderlog.order.LineQuantity;
import io.orderlog.order.OrderEvent;
import io.orderlog.order.OrderLine;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Writes the records of one order as the command side does. */
final class OrderHistory {

    private final UUID id = UUID.randomUUID();
    private final EventCodec codec = new EventCodec();
    private final String topic;
    private final String source;
    private final Instant effectiveAt;
    private final List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    private String hash = HashChain.GENESIS;

    OrderHistory(String topic, String source, String effectiveAt) {
        this.topic = topic;
        this.source = source;
        this.effectiveAt = Instant.parse(effectiveAt);
    }

    /** Two lines: 6 pieces at 2.55 and 4 at 1.00, of which one piece of the first comes back. */
    static OrderHistory returned(String topic, String source, String effectiveAt) {
        List<LineQuantity> all = List.of(new LineQuantity(1, 6), new LineQuantity(2, 4));
        List<LineQuantity> one = List.of(new LineQuantity(1, 1));
        return new OrderHistory(topic, source, effectiveAt)
                .append(placed())
                .append(new OrderEvent.PaymentReceived("invoice-1", 1930))
                .append(new OrderEvent.Shipped(1, all, null, null))
                .append(new OrderEvent.Delivered(1))
                .append(new OrderEvent.ReturnRequested(1, one, null))
                .append(new OrderEvent.ReturnReceived(1, one));
    }

    static OrderEvent.Placed placed() {
        return new OrderEvent.Placed(
                "17850",
                Currency.getInstance("GBP"),
                "1",
                List.of(new OrderLine(1, "85123A", "HEART", 6, 255, Map.of()), new OrderLine(2, "71053", "", 4, 100, Map.of())),
                new Charges(0, 0, 0),
                null,
                Map.of(),
                null);
    }

    OrderHistory append(OrderEvent event) {
        ProducerRecord<byte[], byte[]> record = record(records.size() + 1, event);
        records.add(record);
        hash = HashChain.hash(record.key(), record.headers(), record.value());
        return this;
    }

    /** As from another instance that was late: it does not join the history. */
    ProducerRecord<byte[], byte[]> record(long version, OrderEvent event) {
        EventMetadata metadata = new EventMetadata(
                UUID.randomUUID(),
                EventType.of(event).wireName(),
                "/test",
                id,
                version,
                Instant.parse("2026-01-01T00:00:00Z"),
                effectiveAt,
                "anonymous",
                "correlation",
                "causation",
                "%s/1/%d".formatted(source, version),
                "fingerprint",
                null,
                hash);
        return new ProducerRecord<>(topic, 0, EventCodec.key(id), codec.value(event), EventCodec.headers(metadata));
    }

    List<ProducerRecord<byte[], byte[]>> records() {
        return List.copyOf(records);
    }
}
