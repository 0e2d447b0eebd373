package io.orderlog.command.log;

import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** The production fold over states in memory, for simulations. */
public final class ReplicaFold {

    private final LogFold fold = new LogFold();
    private final Map<UUID, OrderState> states;

    public ReplicaFold() {
        this(Map.of());
    }

    public ReplicaFold(Map<UUID, OrderState> states) {
        this.states = new HashMap<>(states);
    }

    public @Nullable OrderState state(UUID orderId) {
        return states.get(orderId);
    }

    public void replace(UUID orderId, OrderState state) {
        states.put(orderId, state);
    }

    public Map<UUID, OrderState> states() {
        return Map.copyOf(states);
    }

    /** @throws RuntimeException if the log is damaged */
    public Confirmation fold(ConsumerRecord<byte[], byte[]> record) {
        LogFold.Verdict verdict = fold.fold(record, new LogFold.States() {
            @Override
            public @Nullable OrderState get(UUID orderId) {
                return states.get(orderId);
            }

            @Override
            public void put(UUID orderId, OrderState state) {
                states.put(orderId, state);
            }
        });
        return switch (verdict) {
            case LogFold.Verdict.Valid valid -> new Confirmation.Valid(valid.receipt());
            case LogFold.Verdict.Superseded _ -> new Confirmation.Superseded();
        };
    }
}
