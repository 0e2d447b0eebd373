package io.orderlog.query.sales;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.math.BigInteger;
import java.time.LocalDate;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.NullUnmarked;

/** A row of {@code sales_by_product_day}: a product on a day, in one currency and partition. Read only. */
@Entity
@Immutable
@Table(name = "sales_by_product_day")
@IdClass(ProductDayRow.Key.class)
@NullUnmarked
class ProductDayRow {

    @Id
    String sku;

    @Id
    LocalDate day;

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

    protected ProductDayRow() {}

    record Key(String sku, LocalDate day, String currency, int partition) implements Serializable {}
}
