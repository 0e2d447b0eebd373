package io.orderlog.command.log;

import io.orderlog.event.EventMetadata;
import io.orderlog.event.RecordedEvent;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * The production applier over a store in memory, for simulations. What it does beyond that are the flaws that a simulation plants to be
 * found.
 */
public final class Replica {

    /** Ways in which a store or a fold can be wrong. */
    public enum Flaw {
        NONE,
        FORGETS_REQUESTS,
        LAST_WRITER_WINS,
        CHECKPOINT_NOT_ATOMIC,
        OWN_RECORDS_OUT_OF_ORDER
    }

    private final Flaw flaw;
    private final TailPositions positions;
    private final PendingAppends pending = new PendingAppends();
    private final MemoryStore store = new MemoryStore();
    private final LogApplier applier;

    /** @param before an earlier replica's checkpoint; {@code null}: an empty disk */
    public Replica(int partitions, Flaw flaw, @Nullable Checkpoint before) {
        this.flaw = flaw;
        this.positions = new TailPositions(partitions);
        if (before != null) {
            store.states.putAll(before.states());
            store.positions.putAll(before.positions());
        }
        this.applier = new LogApplier(store, positions, pending);
        applier.resume();
    }

    /** What a crash leaves. */
    public record Checkpoint(Map<UUID, OrderState> states, Map<Integer, Long> positions) {}

    public Checkpoint checkpoint() {
        return new Checkpoint(Map.copyOf(store.states), Map.copyOf(store.positions));
    }

    /** What is left when everything since the checkpoint was not on disk yet. */
    public Checkpoint afterCrash(@Nullable Checkpoint saved) {
        Checkpoint kept = saved == null ? new Checkpoint(Map.of(), Map.of()) : saved;
        return flaw == Flaw.CHECKPOINT_NOT_ATOMIC ? new Checkpoint(kept.states(), Map.copyOf(store.positions)) : kept;
    }

    public @Nullable OrderState state(UUID orderId) {
        return store.states.get(orderId);
    }

    public long position(int partition) {
        return positions.next(partition);
    }

    public CompletableFuture<Confirmation> expect(UUID eventId) {
        return pending.register(eventId);
    }

    public boolean isExpected(UUID eventId, CompletableFuture<Confirmation> confirmation) {
        return pending.get(eventId) == confirmation;
    }

    /** What is written to know where a partition ends. */
    public static ProducerRecord<byte[], byte[]> barrier(String topic, int partition, Instant now) {
        return ReadBarrier.record(topic, partition, now);
    }

    public void forget(UUID eventId) {
        pending.forget(eventId);
    }

    /** @throws RuntimeException if the log is damaged */
    public void read(ConsumerRecord<byte[], byte[]> record) {
        applier.read(record.partition(), List.of(record), record.offset() + 1);
    }

    public void acknowledged(ConsumerRecord<byte[], byte[]> own, @Nullable RecordedEvent event) {
        if (flaw == Flaw.OWN_RECORDS_OUT_OF_ORDER) {
            read(own);
        } else {
            applier.acknowledged(List.of(new OwnRecord(own, event)));
        }
    }

    private final class MemoryStore implements StateStore {

        private final Map<UUID, OrderState> states = new HashMap<>();
        private final Map<Integer, Long> positions = new HashMap<>();

        @Override
        public long position(int partition) {
            return positions.getOrDefault(partition, 0L);
        }

        @Override
        public @Nullable OrderState get(UUID orderId) {
            return states.get(orderId);
        }

        @Override
        public void commit(int partition, long nextOffset, Map<UUID, Change> changes) {
            changes.forEach((orderId, change) -> states.put(orderId, kept(change.after())));
            positions.put(partition, nextOffset);
        }

        private OrderState kept(OrderState state) {
            return flaw == Flaw.FORGETS_REQUESTS ? new OrderState(state.version(), state.hash(), state.order(), Map.of()) : state;
        }
    }

    /** Makes room for the record's event where another one has taken its version. */
    public void overwrite(EventMetadata metadata) {
        OrderState state = store.states.get(metadata.orderId());
        if (flaw == Flaw.LAST_WRITER_WINS && state != null && state.version() == metadata.version() && state.version() > 1) {
            store.states.put(
                    metadata.orderId(),
                    new OrderState(state.version() - 1, metadata.previousHash(), state.order(), state.requests()));
        }
    }
}
