package io.orderlog.query.projection;

import io.orderlog.event.EventCodec;
import io.orderlog.event.EventMetadata;
import io.orderlog.event.HashChain;
import io.orderlog.event.UnreadableEventException;
import io.orderlog.order.Order;
import io.orderlog.order.OrderEvent;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Tells the valid records of a batch from the others and folds them into the orders; pure.
 *
 * <p>The first writer of a version wins: an event is valid if its version is one more than that of the order's last valid event, and
 * superseded if the version is taken. A record that cannot be read or applied is parked, and so is every later one with its key. One that
 * an operator decided to skip counts as passed, whether it can be read or not, and changes nothing: every generation is to be the same.
 */
final class BatchFold {

    private final EventCodec codec;
    private final Map<UUID, FoldedOrder> known;
    private final Set<ByteBuffer> parkedKeys;
    private final Set<Long> skipped;
    private final List<ProjectedEvent> events = new ArrayList<>();
    private final Map<UUID, ProjectionBatch.Change> changes = new LinkedHashMap<>();
    private final List<ParkedRecord> parked = new ArrayList<>();
    private int superseded;

    /**
     * @param known the orders before the batch; changed
     * @param parkedKeys the keys that have a parked record already; added to
     * @param skipped the offsets of the records that are to be skipped
     */
    BatchFold(EventCodec codec, Map<UUID, FoldedOrder> known, Set<ByteBuffer> parkedKeys, Set<Long> skipped) {
        this.codec = codec;
        this.known = known;
        this.parkedKeys = parkedKeys;
        this.skipped = skipped;
    }

    /** @throws DamagedLogException if the record follows nothing that was read */
    void add(LogRecord read) {
        ConsumerRecord<byte[], byte[]> record = read.record();
        if (!parkedKeys.isEmpty() && parkedKeys.contains(ParkedRecord.key(record))) {
            parked.add(ParkedRecord.waiting(record));
            return;
        }
        if (read.metadata() == null) {
            addUnreadable(record, String.valueOf(read.unreadable()));
            return;
        }
        try {
            addReadable(record, read.metadata());
        } catch (UnreadableEventException e) {
            park(record, String.valueOf(e.getMessage()));
        }
    }

    /** Without an envelope it has no version that could be passed. */
    private void addUnreadable(ConsumerRecord<byte[], byte[]> record, String reason) {
        if (skipped.contains(record.offset())) {
            superseded++;
        } else {
            park(record, reason);
        }
    }

    private void addReadable(ConsumerRecord<byte[], byte[]> record, EventMetadata metadata) {
        FoldedOrder before = known.get(metadata.orderId());
        long next = FoldedOrder.nextVersion(before);
        if (metadata.version() < next) {
            superseded++;
            return;
        }
        if (metadata.version() > next) {
            throw new DamagedLogException(record.partition(), record.offset(),
                    "order %s goes from version %d to %d".formatted(metadata.orderId(), next - 1, metadata.version()));
        }
        if (!metadata.previousHash().equals(FoldedOrder.hashBefore(before))) {
            throw new DamagedLogException(record.partition(), record.offset(),
                    "version %d of order %s does not carry the hash of the record before it".formatted(next, metadata.orderId()));
        }
        if (skipped.contains(record.offset())) {
            skip(record, metadata, before);
        } else {
            apply(record, metadata, before);
        }
    }

    private void skip(ConsumerRecord<byte[], byte[]> record, EventMetadata metadata, @Nullable FoldedOrder before) {
        if (before == null) {
            park(record, "it was to be skipped, but the order has no state to go on with");
            return;
        }
        String hash = HashChain.hash(record.key(), record.headers(), record.value());
        FoldedOrder after = FoldedOrder.after(before, metadata, record.partition(), hash, before.order());
        WrittenValue value = WrittenValue.ofAny(record.value());
        accept(new ProjectedEvent(metadata, record.partition(), record.offset(), record.headers(), value.json(), value.otherThanJson(),
                true, hash, before, after));
    }

    private void apply(ConsumerRecord<byte[], byte[]> record, EventMetadata metadata, @Nullable FoldedOrder before) {
        OrderEvent event = codec.event(metadata.type(), record.value());
        try {
            Order order = Order.evolve(before == null ? null : before.order(), event);
            String hash = HashChain.hash(record.key(), record.headers(), record.value());
            FoldedOrder after = FoldedOrder.after(before, metadata, record.partition(), hash, order);
            accept(new ProjectedEvent(metadata, record.partition(), record.offset(), record.headers(), WrittenValue.text(record.value()),
                    null, false, hash, before, after));
        } catch (RuntimeException | CharacterCodingException e) {
            park(record, "it cannot be applied to the order: " + e);
        }
    }

    private void accept(ProjectedEvent event) {
        events.add(event);
        known.put(event.after().id(), event.after());
        changes.merge(event.after().id(), new ProjectionBatch.Change(event.before(), event.after()),
                (first, last) -> new ProjectionBatch.Change(first.before(), last.after()));
    }

    private void park(ConsumerRecord<byte[], byte[]> record, String reason) {
        parkedKeys.add(ParkedRecord.key(record));
        parked.add(ParkedRecord.because(record, reason));
    }

    ProjectionBatch valid() {
        return new ProjectionBatch(events, List.copyOf(changes.values()));
    }

    List<ParkedRecord> parked() {
        return parked;
    }

    int superseded() {
        return superseded;
    }
}
