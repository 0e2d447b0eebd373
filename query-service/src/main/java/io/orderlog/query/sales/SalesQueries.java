package io.orderlog.query.sales;

import static java.util.stream.Collectors.toMap;

import io.orderlog.query.ranking.Ranked;
import io.orderlog.query.ranking.Rankings;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.data.domain.Limit;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Transactional;

/** Sums the figures of products and days over the partitions, all of an answer as of the same moment. */
@Component
class SalesQueries {

    private final Rankings rankings;
    private final ProductRows products;
    private final ProductDayRows productDays;
    private final DayRows days;
    private final ProductRange range;

    SalesQueries(Rankings rankings, ProductRows products, ProductDayRows productDays, DayRows days, ProductRange range) {
        this.rankings = rankings;
        this.products = products;
        this.productDays = productDays;
        this.days = days;
        this.range = range;
    }

    /** One more than the search's limit, if there are more. */
    @Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
    public List<ProductSales> top(ProductSearch search) {
        return search.days() == null ? topEver(search) : range.top(search, search.days());
    }

    private List<ProductSales> topEver(ProductSearch search) {
        List<String> skus = rankings.largest(search.sort().figure(), search.currency(), search.after(), search.limit() + 1)
                .stream()
                .map(Ranked::id)
                .toList();
        if (skus.isEmpty()) {
            return List.of();
        }
        Map<String, ProductSales> sales =
                products.sums(skus, search.currency()).stream().collect(toMap(ProductSales::sku, product -> product));
        return skus.stream().map(sku -> Objects.requireNonNull(sales.get(sku))).toList();
    }

    /** The earliest first; one more than the search's limit, if there are more. */
    @Transactional(readOnly = true)
    public List<DaySales> days(DaySearch search) {
        Limit limit = Limit.of(search.limit() + 1);
        return search.sku() == null
                ? days.sums(search.from(), search.days().to(), search.after(), search.currency(), limit)
                : productDays.sums(search.sku(), search.from(), search.days().to(), search.after(), search.currency(), limit);
    }

    @Transactional(readOnly = true)
    public boolean wasSold(String sku) {
        return products.existsBySku(sku);
    }
}
