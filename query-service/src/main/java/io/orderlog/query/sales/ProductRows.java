package io.orderlog.query.sales;

import java.util.Collection;
import java.util.List;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

interface ProductRows extends Repository<ProductRow, ProductRow.Key> {

    /** In no order. */
    @Query("""
            select new io.orderlog.query.sales.ProductSales(
                r.sku, r.currency, sum(r.units), sum(r.revenue), sum(r.cancelledUnits),
                sum(r.cancelledAmount), sum(r.returnedUnits), sum(r.returnedAmount))
            from ProductRow r
            where r.currency = :currency and r.sku in :skus
            group by r.sku, r.currency""")
    List<ProductSales> sums(Collection<String> skus, String currency);

    boolean existsBySku(String sku);
}
