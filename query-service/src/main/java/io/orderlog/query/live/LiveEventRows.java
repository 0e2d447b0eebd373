package io.orderlog.query.live;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.orderlog.query.document.EventDocument;
import io.orderlog.query.document.EventDocument.Position;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Makes what is sent from rows of {@code history}, with the mapper that writes all answers. */
@Component
class LiveEventRows implements RowMapper<LiveEvent> {

    private final JsonMapper json;

    LiveEventRows(JsonMapper json) {
        this.json = json;
    }

    @Override
    public LiveEvent mapRow(ResultSet row, int number) throws SQLException {
        EventDocument document = document(row);
        return new LiveEvent(document.orderId(), document.customerId(), document.version(), document.type(),
                document.position().partition(), document.position().offset(), row.getLong("released"), frame(document));
    }

    private byte[] frame(EventDocument document) {
        return "event: %s\ndata: %s\n\n".formatted(document.type(), json.writeValueAsString(document)).getBytes(UTF_8);
    }

    private static EventDocument document(ResultSet row) throws SQLException {
        return new EventDocument(
                row.getObject("event_id", UUID.class),
                row.getObject("order_id", UUID.class),
                row.getString("customer_id"),
                row.getString("event_type"),
                row.getLong("version"),
                row.getObject("recorded_at", OffsetDateTime.class).toInstant(),
                instant(row, "effective_at"),
                row.getString("actor"),
                row.getString("source"),
                row.getString("correlation_id"),
                row.getString("causation_id"),
                row.getString("idempotency_key"),
                row.getString("request_fingerprint"),
                row.getString("traceparent"),
                row.getString("previous_hash"),
                row.getString("hash"),
                new Position(row.getInt("log_partition"), row.getLong("log_offset")),
                row.getString("data"),
                EventDocument.skipped(row.getBoolean("skipped")),
                row.getString("other_value"));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
