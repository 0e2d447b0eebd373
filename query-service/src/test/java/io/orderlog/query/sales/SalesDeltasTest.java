package io.orderlog.query.sales;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderlog.order.LineState;
import io.orderlog.order.Order.End;
import io.orderlog.query.projection.FoldedOrder;
import io.orderlog.query.projection.ProjectionBatch.Change;
import io.orderlog.query.sales.SalesDeltas.Day;
import io.orderlog.query.sales.SalesDeltas.Product;
import io.orderlog.query.sales.SalesDeltas.ProductDay;
import io.orderlog.query.testing.DrawnBatches;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class SalesDeltasTest {

    @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
    void whateverHappensTheChangesOfAllBatchesAddUpToWhatTheOrdersComeToInTheEnd(@ForAll long seed) {
        DrawnBatches drawn = DrawnBatches.of(seed);

        assertThat(added(drawn, SalesDeltas::byProductDay))
                .isEqualTo(expected(drawn.orders(), (order, line) -> new ProductDay(sku(line), day(order), currency(order))));
        assertThat(added(drawn, SalesDeltas::byProduct))
                .isEqualTo(expected(drawn.orders(), (order, line) -> new Product(sku(line), currency(order))));
        assertThat(added(drawn, SalesDeltas::byDay))
                .isEqualTo(expected(drawn.orders(), (order, _) -> new Day(day(order), currency(order))));
    }

    @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
    void onlyWhatIsTakenAwayFromCanBeEmptyAfterwards(@ForAll long seed) {
        Map<ProductDay, SalesFigures> kept = new HashMap<>();
        for (List<Change> batch : DrawnBatches.of(seed).batches()) {
            Map<ProductDay, SalesFigures> deltas = SalesDeltas.of(batch).byProductDay();
            deltas.forEach((key, delta) -> {
                SalesFigures sum = kept.merge(key, delta, SalesFigures::plus);
                assertThat(sum.areZero() && !delta.takeAway()).as("%s is empty without being looked at", key).isFalse();
            });
        }
    }

    private static <K> Map<K, SalesFigures> added(DrawnBatches drawn, Function<SalesDeltas, Map<K, SalesFigures>> by) {
        Map<K, SalesFigures> sums = new HashMap<>();
        drawn.batches()
                .forEach(batch -> by.apply(SalesDeltas.of(batch)).forEach((key, delta) -> sums.merge(key, delta, SalesFigures::plus)));
        sums.values().removeIf(SalesFigures::areZero);
        return sums;
    }

    private static <K> Map<K, SalesFigures> expected(Collection<FoldedOrder> orders, BiFunction<FoldedOrder, LineState, K> key) {
        Map<K, SalesFigures> sums = new HashMap<>();
        for (FoldedOrder order : orders) {
            for (LineState line : order.order().lines()) {
                int ordered = line.ordered().quantity();
                int cancelled = order.order().end() == End.EXPIRED ? ordered : line.cancelled();
                long price = line.ordered().unitPrice();
                var figures = new SalesFigures(ordered - cancelled, (ordered - cancelled) * price, cancelled, cancelled * price,
                        line.returned(), line.returned() * price);
                sums.merge(key.apply(order, line), figures, SalesFigures::plus);
            }
        }
        return sums;
    }

    private static String sku(LineState line) {
        return line.ordered().sku();
    }

    private static LocalDate day(FoldedOrder order) {
        return order.placedAt().atOffset(ZoneOffset.UTC).toLocalDate();
    }

    private static String currency(FoldedOrder order) {
        return order.order().currency().getCurrencyCode();
    }
}
