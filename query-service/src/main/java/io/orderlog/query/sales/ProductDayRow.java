package io.orderlog.query.sales;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.LocalDate;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.NullUnmarked;

/** A row of {@code sales_by_product_day}: a product on a day, in one currency and partition. Read only. */
@Entity
@Immutable
@Table(name = "sales_by_product_day")
@IdClass(ProductDayRow.Key.class)
@NullUnmarked
class ProductDayRow extends SoldRow {

    @Id
    String sku;

    @Id
    LocalDate day;

    protected ProductDayRow() {}

    record Key(String sku, LocalDate day, String currency, int partition) implements Serializable {}
}
