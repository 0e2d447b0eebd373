package io.orderlog.query.orders;

import io.orderlog.order.FulfilmentStatus;
import io.orderlog.order.OrderStatus;
import io.orderlog.order.PaymentStatus;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;

/** A row of {@code orders}, without the document: what a list shows. Read only. */
@Entity
@Immutable
@Table(name = "orders")
@NullUnmarked
class OrderRow {

    @Id
    UUID id;

    long version;

    @Column(name = "customer_id")
    String customerId;

    @Nullable
    String reference;

    String currency;

    @Enumerated(EnumType.STRING)
    OrderStatus status;

    @Enumerated(EnumType.STRING)
    @Column(name = "payment_status")
    PaymentStatus paymentStatus;

    @Enumerated(EnumType.STRING)
    @Column(name = "fulfilment_status")
    FulfilmentStatus fulfilmentStatus;

    long subtotal;
    long discount;
    long tax;
    long shipping;
    long total;
    long authorized;
    long captured;
    long refunded;

    @Column(name = "line_count")
    int lineCount;

    @Column(name = "placed_at")
    Instant placedAt;

    @Column(name = "recorded_at")
    Instant recordedAt;

    @Column(name = "updated_at")
    Instant updatedAt;

    protected OrderRow() {}
}
