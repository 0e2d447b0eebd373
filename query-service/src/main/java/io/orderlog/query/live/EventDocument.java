package io.orderlog.query.live;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The data of a server-sent event: what {@code GET /orders/{id}/events} answers of it.
 *
 * @param data the event's own content, as it was written
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record EventDocument(
        UUID id,
        UUID orderId,
        String customerId,
        String type,
        long version,
        Instant recordedAt,
        @Nullable Instant effectiveAt,
        String actor,
        String source,
        String correlationId,
        String causationId,
        @Nullable String idempotencyKey,
        @Nullable String requestFingerprint,
        @Nullable String traceparent,
        String previousHash,
        String hash,
        Position position,
        @JsonRawValue @Schema(type = "object") String data) {

    /** Where the record stands in the log. */
    record Position(int partition, long offset) {}
}
