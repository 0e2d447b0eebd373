package io.orderlog.query.orders;

import io.orderlog.event.WireJson;
import io.orderlog.order.Order;
import io.orderlog.query.document.OrderDocument;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.NullUnmarked;

/** A row of {@code orders} with the document, which a list must not load: what a single order needs. Read only. */
@Entity
@Immutable
@Table(name = "orders")
@NullUnmarked
class OrderDocumentRow {

    @Id
    UUID id;

    long version;

    @Column(name = "placed_at")
    Instant placedAt;

    @Column(name = "recorded_at")
    Instant recordedAt;

    @Column(name = "updated_at")
    Instant updatedAt;

    /** The folded order as JSON. */
    String document;

    OrderDocument toDocument() {
        return OrderDocument.of(id, version, WireJson.MAPPER.readValue(document, Order.class), placedAt, recordedAt, updatedAt);
    }

    protected OrderDocumentRow() {}
}
