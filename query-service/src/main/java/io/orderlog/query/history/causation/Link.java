package io.orderlog.query.history.causation;

import java.time.Instant;
import java.util.UUID;

/** An event without its content: who it is, and what it names as its cause. */
record Link(
        UUID eventId,
        UUID orderId,
        long version,
        String eventType,
        String actor,
        Instant recordedAt,
        String correlationId,
        String causationId) {

    /** As events that it caused name it. */
    String name() {
        return eventId.toString();
    }
}
