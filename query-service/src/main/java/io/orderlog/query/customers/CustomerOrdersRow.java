package io.orderlog.query.customers;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.NullUnmarked;

/** A row of {@code customer_orders}: a customer's orders in one partition. Read only. */
@Entity
@Immutable
@Table(name = "customer_orders")
@IdClass(CustomerOrdersRow.Key.class)
@NullUnmarked
class CustomerOrdersRow {

    @Id
    @Column(name = "customer_id")
    String customerId;

    @Id
    @Column(name = "log_partition")
    int partition;

    long orders;

    long units;

    @Column(name = "cancelled_units")
    long cancelledUnits;

    @Column(name = "returned_units")
    long returnedUnits;

    @Column(name = "first_order")
    String firstOrder;

    @Column(name = "last_order")
    String lastOrder;

    protected CustomerOrdersRow() {}

    OrderFigures figures() {
        return new OrderFigures(orders, units, cancelledUnits, returnedUnits, firstOrder, lastOrder);
    }

    record Key(String customerId, int partition) implements Serializable {}
}
