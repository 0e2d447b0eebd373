package io.orderlog.query.sales;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Limit;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

interface ProductDayRows extends Repository<ProductDayRow, ProductDayRow.Key> {

    /**
     * A product day by day, by currency.
     *
     * @param from inclusive, and so is {@code to}
     * @param after of the first day, only currencies after this one
     */
    @Query("""
            select new io.orderlog.query.sales.DaySales(
                r.day, r.currency, sum(r.units), sum(r.revenue), sum(r.cancelledUnits),
                sum(r.cancelledAmount), sum(r.returnedUnits), sum(r.returnedAmount))
            from ProductDayRow r
            where r.sku = :sku and r.day between :from and :to and (r.day > :from or r.currency > :after)
                and (cast(:currency as String) is null or r.currency = :currency)
            group by r.day, r.currency
            order by r.day, r.currency""")
    List<DaySales> sums(String sku, LocalDate from, LocalDate to, String after, @Nullable String currency, Limit limit);
}
