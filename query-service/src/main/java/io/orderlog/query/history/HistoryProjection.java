package io.orderlog.query.history;

import static io.orderlog.query.projection.Column.bigint;
import static io.orderlog.query.projection.Column.bool;
import static io.orderlog.query.projection.Column.integer;
import static io.orderlog.query.projection.Column.json;
import static io.orderlog.query.projection.Column.text;
import static io.orderlog.query.projection.Column.timestamp;
import static io.orderlog.query.projection.Column.uuid;

import io.orderlog.event.EventMetadata;
import io.orderlog.query.projection.ProjectedEvent;
import io.orderlog.query.projection.ProjectionBatch;
import io.orderlog.query.projection.RewritableProjection;
import io.orderlog.query.projection.TableWriter;
import io.orderlog.query.projection.ViewTable;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Keeps the table {@code history}; rows are added and never changed, unless an order is rebuilt. */
@Component
class HistoryProjection implements RewritableProjection {

    private static final ViewTable HISTORY = new ViewTable("history",
            List.of(uuid("order_id"), bigint("version")),
            List.of(
                    text("customer_id"),
                    uuid("event_id"),
                    text("event_type"),
                    text("source"),
                    timestamp("recorded_at"),
                    timestamp("effective_at"),
                    text("actor"),
                    text("correlation_id"),
                    text("causation_id"),
                    text("idempotency_key"),
                    text("request_fingerprint"),
                    text("traceparent"),
                    text("previous_hash"),
                    text("hash"),
                    integer("log_partition"),
                    bigint("log_offset"),
                    json("data"),
                    json("searched"),
                    bool("skipped"),
                    text("other_value"),
                    text("written_headers")));

    @Override
    public void write(ProjectionBatch batch, TableWriter tables) {
        tables.insert(HISTORY, batch.events(), HistoryProjection::row);
    }

    @Override
    public int forget(UUID order, TableWriter tables) {
        return tables.deleteOrder(HISTORY, order);
    }

    private static @Nullable Object[] row(ProjectedEvent event) {
        EventMetadata metadata = event.metadata();
        return new @Nullable Object[]{
                metadata.orderId(),
                metadata.version(),
                event.after().order().customerId(),
                metadata.id(),
                metadata.type(),
                metadata.source(),
                metadata.recordedAt(),
                metadata.effectiveAt(),
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
                event.json(),
                SearchedTexts.ifOtherThan(event.json()),
                event.skipped(),
                event.otherThanJson(),
                WrittenHeaders.ifNotFrom(metadata, event.headers())
        };
    }
}
