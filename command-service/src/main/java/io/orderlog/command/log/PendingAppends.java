package io.orderlog.command.log;

import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The events that this instance has appended and not read back yet, by event id: the tail tells each what became of it, even if Kafka's
 * acknowledgement is late or lost.
 */
final class PendingAppends {

    private final Map<UUID, CompletableFuture<Confirmation>> pending = new ConcurrentHashMap<>();

    CompletableFuture<Confirmation> register(UUID eventId) {
        CompletableFuture<Confirmation> confirmation = new CompletableFuture<>();
        pending.put(eventId, confirmation);
        return confirmation;
    }

    int size() {
        return pending.size();
    }

    void forget(UUID eventId) {
        pending.remove(eventId);
    }

    /** @return {@code null} if nobody waits for the event */
    @Nullable
    CompletableFuture<Confirmation> get(UUID eventId) {
        return pending.get(eventId);
    }

    void confirm(UUID eventId, Confirmation confirmation) {
        CompletableFuture<Confirmation> waiting = pending.get(eventId);
        if (waiting != null) {
            waiting.complete(confirmation);
        }
    }
}
