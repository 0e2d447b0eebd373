package io.orderlog.query.sales;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.LocalDate;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.NullUnmarked;

/** A row of {@code sales_by_day}: all products on a day, in one currency and partition. Read only. */
@Entity
@Immutable
@Table(name = "sales_by_day")
@IdClass(DayRow.Key.class)
@NullUnmarked
class DayRow extends SoldRow {

    @Id
    LocalDate day;

    protected DayRow() {}

    record Key(LocalDate day, String currency, int partition) implements Serializable {}
}
