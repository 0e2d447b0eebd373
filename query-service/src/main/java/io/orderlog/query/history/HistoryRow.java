package io.orderlog.query.history;

import io.orderlog.event.EventMetadata;
import io.orderlog.query.document.EventDocument;
import io.orderlog.query.document.EventDocument.Position;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;

/** A row of {@code history}. Read only. */
@Entity
@Immutable
@Table(name = "history")
@IdClass(HistoryRow.Key.class)
@NullUnmarked
public class HistoryRow {

    @Id
    @Column(name = "order_id")
    UUID orderId;

    @Id
    long version;

    @Column(name = "customer_id")
    String customerId;

    @Column(name = "event_id")
    UUID eventId;

    @Column(name = "event_type")
    String eventType;

    String source;

    @Column(name = "recorded_at")
    Instant recordedAt;

    @Column(name = "effective_at")
    @Nullable
    Instant effectiveAt;

    String actor;

    @Column(name = "correlation_id")
    String correlationId;

    @Column(name = "causation_id")
    String causationId;

    @Column(name = "idempotency_key")
    @Nullable
    String idempotencyKey;

    @Column(name = "request_fingerprint")
    @Nullable
    String requestFingerprint;

    @Nullable
    String traceparent;

    @Column(name = "previous_hash")
    String previousHash;

    String hash;

    @Column(name = "log_partition")
    int partition;

    @Column(name = "log_offset")
    long offset;

    /** The record's value as it was written. */
    String data;

    /** Its texts as far as they can be searched; if they are others than those of the data. */
    @Nullable
    String searched;

    /** Whether an operator decided that the event changes nothing. */
    boolean skipped;

    /** The record's value in Base64 if it is no JSON. */
    @Column(name = "other_value")
    @Nullable
    String otherValue;

    @Column(name = "written_headers")
    @Nullable
    String writtenHeaders;

    protected HistoryRow() {}

    StoredEvent toStoredEvent() {
        EventMetadata metadata = new EventMetadata(eventId, eventType, source, orderId, version, recordedAt, effectiveAt, actor,
                correlationId, causationId, idempotencyKey, requestFingerprint, traceparent, previousHash);
        return new StoredEvent(metadata, customerId, partition, offset, data, skipped, otherValue, hash, writtenHeaders);
    }

    EventDocument toDocument() {
        return new EventDocument(eventId, orderId, customerId, eventType, version, recordedAt, effectiveAt, actor, source, correlationId,
                causationId, idempotencyKey, requestFingerprint, traceparent, previousHash, hash, new Position(partition, offset), data,
                EventDocument.skipped(skipped), otherValue);
    }

    public record Key(UUID orderId, long version) implements Serializable {}
}
