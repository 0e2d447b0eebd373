package io.orderlog.query.sales;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.NullUnmarked;

/** A row of {@code sales_by_product}: a product in one currency and partition, on all days. Read only. */
@Entity
@Immutable
@Table(name = "sales_by_product")
@IdClass(ProductRow.Key.class)
@NullUnmarked
class ProductRow extends SoldRow {

    @Id
    String sku;

    protected ProductRow() {}

    record Key(String sku, String currency, int partition) implements Serializable {}
}
