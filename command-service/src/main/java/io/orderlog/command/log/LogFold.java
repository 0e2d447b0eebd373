package io.orderlog.command.log;

import io.orderlog.event.EventCodec;
import io.orderlog.event.EventMetadata;
import io.orderlog.event.HashChain;
import io.orderlog.event.RecordedEvent;
import io.orderlog.event.UnreadableEventException;
import io.orderlog.order.OrderEvent;
import java.util.UUID;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * The rule of the log, applied to one record after the other: the first writer of a version wins.
 *
 * <p>An event is valid if its version is one more than that of the order's last valid event, and superseded if the version is taken.
 * Anything else means that the log is damaged.
 */
final class LogFold {

    /** The states that the fold has made so far. */
    interface States {

        @Nullable
        OrderState get(UUID orderId);

        void put(UUID orderId, @Nullable OrderState before, OrderState after);
    }

    /** What a record turned out to be. */
    sealed interface Verdict {

        /** @param state the order's state after the event */
        record Valid(RecordedEvent event, OrderState state, LogPosition position) implements Verdict {

            Receipt receipt() {
                return state.receipt(event.metadata().orderId(), event.event(), position);
            }
        }

        record Superseded(EventMetadata metadata) implements Verdict {}
    }

    private final EventCodec codec = new EventCodec();
    private final int partitions;

    /** @param partitions how many the log has */
    LogFold(int partitions) {
        this.partitions = partitions;
    }

    /** @throws LogDamagedException if the record can be neither valid nor superseded */
    Verdict fold(ConsumerRecord<byte[], byte[]> record, States states) {
        try {
            EventMetadata metadata = EventCodec.metadata(record.key(), record.headers());
            return fold(record, metadata, () -> codec.event(metadata.type(), record.value()), states);
        } catch (UnreadableEventException e) {
            throw damagedAt(record, String.valueOf(e.getMessage()));
        }
    }

    /** @throws LogDamagedException if the record can be neither valid nor superseded */
    Verdict fold(OwnRecord own, States states) {
        RecordedEvent event = own.event();
        return event == null ? fold(own.record(), states) : fold(own.record(), event.metadata(), event::event, states);
    }

    private Verdict fold(ConsumerRecord<byte[], byte[]> record, EventMetadata metadata, Supplier<OrderEvent> content, States states) {
        if (metadata.version() != ReadBarrier.VERSION) {
            requireOwnPartition(record);
        }
        OrderState before = states.get(metadata.orderId());
        long next = OrderState.nextVersion(before);
        if (metadata.version() < next) {
            return new Verdict.Superseded(metadata);
        }
        if (metadata.version() > next) {
            throw damagedAt(record, "order %s goes from version %d to %d".formatted(metadata.orderId(), next - 1, metadata.version()));
        }
        if (!metadata.previousHash().equals(OrderState.lastHash(before))) {
            throw damagedAt(
                    record,
                    "version %d of order %s does not carry the hash of the record before it"
                            .formatted(metadata.version(), metadata.orderId()));
        }
        RecordedEvent event = new RecordedEvent(metadata, content.get());
        String hash = HashChain.hash(record.key(), record.headers(), record.value());
        OrderState after = after(before, event, hash, record);
        states.put(metadata.orderId(), before, after);
        return new Verdict.Valid(event, after, new LogPosition(record.partition(), record.offset()));
    }

    /** Events of one order in two partitions have no order, so that no version could be told to be the first. */
    private void requireOwnPartition(ConsumerRecord<byte[], byte[]> record) {
        int own = EventCodec.partition(record.key(), partitions);
        if (own != record.partition()) {
            throw damagedAt(record,
                    "its order belongs into partition %d of %d; the topic was made with another number of partitions, or somebody else wrote to it"
                            .formatted(own, partitions));
        }
    }

    /** What no decision of this release can have written, such as a first event that places nothing, another start would not cure. */
    private static OrderState after(
            @Nullable OrderState before, RecordedEvent event, String hash, ConsumerRecord<byte[], byte[]> record) {
        try {
            return OrderState.after(before, event, hash, new LogPosition(record.partition(), record.offset()));
        } catch (RuntimeException e) {
            throw damagedAt(record, "version %d of order %s can't be applied to it: %s"
                    .formatted(event.metadata().version(), event.metadata().orderId(), e.getMessage()));
        }
    }

    private static LogDamagedException damagedAt(ConsumerRecord<byte[], byte[]> record, String what) {
        return new LogDamagedException(
                "Partition %d of the log can't be trusted from offset %d on: %s. Restore the topic from a copy, or run a release that can read it."
                        .formatted(record.partition(), record.offset(), what));
    }
}
