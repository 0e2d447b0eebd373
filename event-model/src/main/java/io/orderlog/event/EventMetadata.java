package io.orderlog.event;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What is known of an event besides what happened; the record's headers.
 *
 * @param id unique, a UUIDv7
 * @param type the name on the wire, {@link EventType#wireName()}, also where this release does not know it
 * @param source who wrote it, a URI reference
 * @param orderId the order that it happened to, the record's key
 * @param version the order's version that it made: 1, 2, 3, ...; 0 makes none, as read barriers do, and is superseded wherever it stands
 * @param recordedAt when it was decided, in microseconds
 * @param effectiveAt when it happened, if the client says that this was earlier; in microseconds
 * @param actor the authenticated client
 * @param correlationId the same for everything that one outside cause led to
 * @param causationId the event or request that directly led to this event
 * @param idempotencyKey the client's name for the request, unique for the actor
 * @param requestFingerprint tells a repeated request from another one with the same key
 * @param traceparent W3C trace context of the request
 * @param previousHash {@link HashChain#hash} of the order's previous valid record, or {@link HashChain#GENESIS}
 */
public record EventMetadata(
        UUID id,
        String type,
        String source,
        UUID orderId,
        long version,
        Instant recordedAt,
        @Nullable Instant effectiveAt,
        String actor,
        String correlationId,
        String causationId,
        @Nullable String idempotencyKey,
        @Nullable String requestFingerprint,
        @Nullable String traceparent,
        String previousHash) {

    /** When it happened: {@code effectiveAt}, or {@code recordedAt} if the client did not say. */
    public Instant occurredAt() {
        return effectiveAt == null ? recordedAt : effectiveAt;
    }
}
