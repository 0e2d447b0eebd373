package io.orderlog.query.customers;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderlog.order.LineState;
import io.orderlog.order.Order.End;
import io.orderlog.order.Payment;
import io.orderlog.query.customers.CustomerDeltas.Account;
import io.orderlog.query.projection.FoldedOrder;
import io.orderlog.query.testing.DrawnBatches;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class CustomerDeltasTest {

    @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
    void whateverHappensTheChangesOfAllBatchesAddUpToWhatTheOrdersComeToInTheEnd(@ForAll long seed) {
        DrawnBatches drawn = DrawnBatches.of(seed);
        Map<String, OrderFigures> orders = new HashMap<>();
        Map<Account, MoneyFigures> money = new HashMap<>();
        drawn.batches().forEach(batch -> {
            CustomerDeltas deltas = CustomerDeltas.of(batch);
            deltas.orders().forEach((customer, delta) -> orders.merge(customer, delta, OrderFigures::plus));
            deltas.money().forEach((account, delta) -> money.merge(account, delta, MoneyFigures::plus));
        });

        assertThat(orders).isEqualTo(drawn.orders()
                .stream()
                .collect(Collectors.groupingBy(order -> order.order().customerId(),
                        Collectors.collectingAndThen(Collectors.toList(), CustomerDeltasTest::figures))));
        Map<Account, MoneyFigures> taken = drawn.orders()
                .stream()
                .filter(order -> !order.order().payments().isEmpty())
                .collect(Collectors.toMap(CustomerDeltasTest::account, CustomerDeltasTest::money, MoneyFigures::plus));
        assertThat(money).isEqualTo(taken);
    }

    @Test
    void theFirstOrderIsTheEarliestAndOfTheSameMomentTheOneWithTheSmallerId() {
        Instant noon = Instant.parse("2010-12-01T12:00:00Z");
        UUID small = UUID.fromString("10000000-0000-0000-0000-000000000000");
        UUID large = UUID.fromString("f0000000-0000-0000-0000-000000000000");

        assertThat(new PlacedOrder(small, noon).toText()).isLessThan(new PlacedOrder(large, noon).toText());
        assertThat(new PlacedOrder(large, noon).toText()).isLessThan(new PlacedOrder(small, noon.plusNanos(1_000)).toText());
        assertThat(new PlacedOrder(large, noon.plusNanos(999_000)).toText())
                .isLessThan(new PlacedOrder(small, noon.plusMillis(1)).toText());
        assertThat(PlacedOrder.parse(new PlacedOrder(small, noon).toText())).isEqualTo(new PlacedOrder(small, noon));
    }

    private static OrderFigures figures(List<FoldedOrder> orders) {
        List<LineState> lines = orders.stream()
                .filter(order -> order.order().end() != End.EXPIRED)
                .flatMap(order -> order.order().lines().stream())
                .toList();
        long expired = orders.stream()
                .filter(order -> order.order().end() == End.EXPIRED)
                .flatMap(order -> order.order().lines().stream())
                .mapToLong(line -> line.ordered().quantity())
                .sum();
        Comparator<FoldedOrder> time = Comparator.comparing(FoldedOrder::placedAt).thenComparing(order -> order.id().toString());
        return new OrderFigures(
                orders.size(),
                lines.stream().mapToLong(LineState::active).sum(),
                expired + lines.stream().mapToLong(LineState::cancelled).sum(),
                lines.stream().mapToLong(LineState::returned).sum(),
                text(orders.stream().min(time).orElseThrow()),
                text(orders.stream().max(time).orElseThrow()));
    }

    private static String text(FoldedOrder order) {
        return new PlacedOrder(order.id(), order.placedAt()).toText();
    }

    private static Account account(FoldedOrder order) {
        return new Account(order.order().customerId(), order.order().currency().getCurrencyCode());
    }

    private static MoneyFigures money(FoldedOrder order) {
        return new MoneyFigures(
                order.order().payments().stream().mapToLong(Payment::captured).sum(),
                order.order().payments().stream().mapToLong(Payment::refunded).sum());
    }
}
