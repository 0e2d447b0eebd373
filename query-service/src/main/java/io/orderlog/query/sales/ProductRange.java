package io.orderlog.query.sales;

import jakarta.persistence.EntityManager;
import jakarta.persistence.TypedQuery;
import java.math.BigInteger;
import java.util.List;
import org.springframework.stereotype.Component;

/**
 * The products that sold most on some days. A range of days has no sums that could be kept in an index: each page reads all rows of these
 * days and no others, which is why there may not be too many.
 */
@Component
class ProductRange {

    private static final String SUMS = """
            select new io.orderlog.query.sales.ProductSales(
                r.sku, r.currency, sum(r.units), sum(r.revenue), sum(r.cancelledUnits),
                sum(r.cancelledAmount), sum(r.returnedUnits), sum(r.returnedAmount))
            from ProductDayRow r
            where r.currency = :currency and r.day between :from and :to
            group by r.sku, r.currency
            having sum(r.%1$s) > 0 %2$s
            order by sum(r.%1$s) desc, r.sku""";

    private static final String AFTER = "and (sum(r.%1$s) < :last or sum(r.%1$s) = :last and r.sku > :sku)";

    private final EntityManager entities;

    ProductRange(EntityManager entities) {
        this.entities = entities;
    }

    /** One more than the search's limit, if there are more. */
    List<ProductSales> top(ProductSearch search, Days days) {
        String attribute = search.sort().attribute();
        String after = search.after() == null ? "" : AFTER.formatted(attribute);
        TypedQuery<ProductSales> query = entities.createQuery(SUMS.formatted(attribute, after), ProductSales.class)
                .setParameter("currency", search.currency())
                .setParameter("from", days.from())
                .setParameter("to", days.to())
                .setMaxResults(search.limit() + 1);
        if (search.after() != null) {
            query.setParameter("last", parameter(search.sort(), search.after().sum())).setParameter("sku", search.after().id());
        }
        return query.getResultList();
    }

    /** As the attribute has it. */
    private static Number parameter(ProductSort sort, BigInteger sum) {
        return switch (sort) {
            case REVENUE -> sum;
            case UNITS, RETURNS -> sum.min(BigInteger.valueOf(Long.MAX_VALUE)).longValue();
        };
    }
}
