package io.orderlog.query.sales;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.math.BigInteger;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.NullUnmarked;

/** A row of {@code sales_by_product}: a product in one currency and partition, on all days. Read only. */
@Entity
@Immutable
@Table(name = "sales_by_product")
@IdClass(ProductRow.Key.class)
@NullUnmarked
class ProductRow {

    @Id
    String sku;

    @Id
    String currency;

    @Id
    @Column(name = "log_partition")
    int partition;

    long units;

    BigInteger revenue;

    @Column(name = "cancelled_units")
    long cancelledUnits;

    @Column(name = "cancelled_amount")
    BigInteger cancelledAmount;

    @Column(name = "returned_units")
    long returnedUnits;

    @Column(name = "returned_amount")
    BigInteger returnedAmount;

    protected ProductRow() {}

    record Key(String sku, String currency, int partition) implements Serializable {}
}
