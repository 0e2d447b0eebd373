package io.orderlog.query.document;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An event as {@code GET /orders/{id}/events} and {@code GET /audit/events} answer it, and as the streams send it.
 *
 * @param data the event's own content, as it was written
 * @param skipped an operator decided that the event changes nothing; missing if not
 * @param dataBase64 the content of a skipped event, if it is not JSON
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record EventDocument(
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
        @JsonRawValue @Schema(type = "object") String data,
        @Nullable Boolean skipped,
        @Nullable String dataBase64) {

    /** Where the record stands in the log. */
    public record Position(int partition, long offset) {}

    /** Outside of texts, where none can stand, the end of a line is a space; an event may be a line of its own. */
    public EventDocument {
        data = data.replace('\n', ' ').replace('\r', ' ');
    }

    /** Is left out if it is not so. */
    public static @Nullable Boolean skipped(boolean skipped) {
        return skipped ? true : null;
    }
}
