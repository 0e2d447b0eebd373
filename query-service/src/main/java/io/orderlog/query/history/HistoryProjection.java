package io.orderlog.query.history;

import io.orderlog.event.EventMetadata;
import io.orderlog.query.projection.ProjectedEvent;
import io.orderlog.query.projection.Projection;
import io.orderlog.query.projection.ProjectionBatch;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.stereotype.Component;

/** Keeps the table {@code history}; rows are added and never changed. */
@Component
class HistoryProjection implements Projection {

    private static final String INSERT = """
            insert into history (order_id, version, event_id, event_type, source, recorded_at, effective_at, actor,
                correlation_id, causation_id, idempotency_key, request_fingerprint, traceparent, previous_hash, hash,
                log_partition, log_offset, data)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?::json)""";

    @Override
    public void write(ProjectionBatch batch, JdbcOperations tables) {
        List<@Nullable Object[]> rows = batch.events().stream().map(HistoryProjection::row).toList();
        tables.batchUpdate(INSERT, rows);
    }

    private static @Nullable Object[] row(ProjectedEvent event) {
        EventMetadata metadata = event.recorded().metadata();
        return new @Nullable Object[]{
                metadata.orderId(),
                metadata.version(),
                metadata.id(),
                metadata.type(),
                metadata.source(),
                timestamp(metadata.recordedAt()),
                timestamp(metadata.effectiveAt()),
                metadata.actor(),
                metadata.correlationId(),
                metadata.causationId(),
                metadata.idempotencyKey(),
                metadata.requestFingerprint(),
                metadata.traceparent(),
                metadata.previousHash(),
                event.hash(),
                event.partition(),
                event.offset(),
                event.json()
        };
    }

    private static @Nullable OffsetDateTime timestamp(@Nullable Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }
}
