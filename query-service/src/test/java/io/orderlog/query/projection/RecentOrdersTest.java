package io.orderlog.query.projection;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderlog.order.Charges;
import io.orderlog.order.Order;
import io.orderlog.order.OrderEvent;
import io.orderlog.order.OrderLine;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RecentOrdersTest {

    private final RecentOrders orders = new RecentOrders(10);

    @Test
    void theOldestAreForgottenWhenTheLinesAreTooMany() {
        put(1, 4);
        put(2, 4);
        put(3, 4);

        assertThat(known(1, 2, 3)).containsExactly(2, 3);
    }

    @Test
    void anOrderThatChangesAgainIsNotOldAnyMore() {
        put(1, 4);
        put(2, 4);
        put(1, 5);
        put(3, 4);

        assertThat(known(1, 2, 3)).containsExactly(1, 3);
    }

    @Test
    void whatAnOrderGivesUpOthersCanHave() {
        put(1, 9);
        put(1, 1);
        put(2, 9);

        assertThat(known(1, 2)).containsExactly(1, 2);
    }

    @Test
    void anOrderThatIsTooLargeIsNotKept() {
        put(1, 1);
        put(2, 11);
        put(3, 10);

        assertThat(known(1, 2, 3)).containsExactly(3);
    }

    private void put(int number, int lines) {
        List<OrderLine> ordered =
                IntStream.rangeClosed(1, lines).mapToObj(line -> new OrderLine(line, "SKU", "", 1, 1, Map.of())).toList();
        Order order = Order.evolve(null, new OrderEvent.Placed(
                "17850", Currency.getInstance("GBP"), null, ordered, Charges.NONE, null, Map.of(), null));
        orders.put(new FoldedOrder(new UUID(0, number), 1, 0, Instant.EPOCH, Instant.EPOCH, Instant.EPOCH, "", order));
    }

    private List<Integer> known(int... numbers) {
        return IntStream.of(numbers).filter(number -> orders.get(new UUID(0, number)) != null).boxed().toList();
    }
}
