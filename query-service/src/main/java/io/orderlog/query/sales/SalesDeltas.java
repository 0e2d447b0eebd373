package io.orderlog.query.sales;

import io.orderlog.order.LineState;
import io.orderlog.order.Order;
import io.orderlog.query.projection.FoldedOrder;
import io.orderlog.query.projection.ProjectionBatch.Change;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * What a batch adds to the figures of each product on each day; pure. Whatever happened to an order, all its changes add up to what its
 * lines come to, on the day on which it was placed.
 */
final class SalesDeltas {

    private final Map<ProductDay, SalesFigures> byProductDay = new HashMap<>();

    /** @param day in UTC */
    record ProductDay(String sku, LocalDate day, String currency) {}

    record Product(String sku, String currency) {}

    record Day(LocalDate day, String currency) {}

    private SalesDeltas() {}

    static SalesDeltas of(List<Change> changes) {
        SalesDeltas deltas = new SalesDeltas();
        changes.forEach(deltas::add);
        deltas.byProductDay.values().removeIf(SalesFigures::areZero);
        return deltas;
    }

    private void add(Change change) {
        FoldedOrder before = change.before();
        if (before == null) {
            addLines(change.after(), UnaryOperator.identity());
        } else if (changesLines(before.order(), change.after().order())) {
            addLines(before, SalesFigures::negated);
            addLines(change.after(), UnaryOperator.identity());
        }
    }

    /** Most events do not. */
    private static boolean changesLines(Order before, Order after) {
        return before.end() != after.end() || !before.lines().equals(after.lines());
    }

    private void addLines(FoldedOrder folded, UnaryOperator<SalesFigures> sign) {
        Order order = folded.order();
        LocalDate day = LocalDate.ofInstant(folded.placedAt(), ZoneOffset.UTC);
        String currency = order.currency().getCurrencyCode();
        for (LineState line : order.lines()) {
            byProductDay.merge(new ProductDay(line.ordered().sku(), day, currency), sign.apply(SalesFigures.of(order, line)),
                    SalesFigures::plus);
        }
    }

    Map<ProductDay, SalesFigures> byProductDay() {
        return byProductDay;
    }

    Map<Product, SalesFigures> byProduct() {
        return sums(key -> new Product(key.sku(), key.currency()));
    }

    Map<Day, SalesFigures> byDay() {
        return sums(key -> new Day(key.day(), key.currency()));
    }

    private <K> Map<K, SalesFigures> sums(Function<ProductDay, K> key) {
        Map<K, SalesFigures> sums = new HashMap<>();
        byProductDay.forEach((of, figures) -> sums.merge(key.apply(of), figures, SalesFigures::plus));
        sums.values().removeIf(SalesFigures::areZero);
        return sums;
    }
}
