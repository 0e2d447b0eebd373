package io.orderlog.query.history;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An event as {@code GET /orders/{id}/events} and {@code GET /audit/events} answer it.
 *
 * @param data the event's own content, as it was written
 * @param skipped an operator decided that the event changes nothing; missing if not
 * @param dataBase64 the content of a skipped event, if it is not JSON
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record HistoryEvent(
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
    record Position(int partition, long offset) {}

    static HistoryEvent of(HistoryRow row) {
        return new HistoryEvent(
                row.eventId,
                row.orderId,
                row.customerId,
                row.eventType,
                row.version,
                row.recordedAt,
                row.effectiveAt,
                row.actor,
                row.source,
                row.correlationId,
                row.causationId,
                row.idempotencyKey,
                row.requestFingerprint,
                row.traceparent,
                row.previousHash,
                row.hash,
                new Position(row.partition, row.offset),
                onOneLine(row.data),
                row.skipped ? true : null,
                row.otherValue);
    }

    /** Outside of texts, where none can stand, the end of a line is a space; an item may be a line of its own. */
    private static String onOneLine(String json) {
        return json.replace('\n', ' ').replace('\r', ' ');
    }
}
