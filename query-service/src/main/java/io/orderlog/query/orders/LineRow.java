package io.orderlog.query.orders;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.util.UUID;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.NullUnmarked;

/** A row of {@code order_lines}, as far as searches need it. Read only. */
@Entity
@Immutable
@Table(name = "order_lines")
@IdClass(LineRow.Key.class)
@NullUnmarked
class LineRow {

    @Id
    @Column(name = "order_id")
    UUID orderId;

    @Id
    @Column(name = "line_number")
    int number;

    String sku;

    protected LineRow() {}

    record Key(UUID orderId, int number) implements Serializable {}
}
