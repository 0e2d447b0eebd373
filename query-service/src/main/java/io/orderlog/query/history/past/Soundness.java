package io.orderlog.query.history.past;

import io.orderlog.order.LineState;
import io.orderlog.order.Order;
import io.orderlog.order.OrderReturn;
import io.orderlog.order.Payment;
import java.util.stream.IntStream;

/** What holds of every order that was decided event by event, and may not hold when some events are left out. */
final class Soundness {

    private Soundness() {}

    static boolean of(Order order) {
        return order.lines().stream().allMatch(Soundness::of)
                && order.payments().stream().allMatch(Soundness::of)
                && IntStream.range(0, order.shipments().size()).allMatch(i -> order.shipments().get(i).number() == i + 1)
                && IntStream.range(0, order.returns().size()).allMatch(i -> order.returns().get(i).number() == i + 1)
                && order.returns().stream().flatMap(it -> it.items().stream()).allMatch(Soundness::of);
    }

    private static boolean of(LineState line) {
        return line.cancelled() >= 0
                && line.inReturn() >= 0
                && line.cancelled() + line.shipped() <= line.ordered().quantity()
                && line.delivered() <= line.shipped()
                && line.inReturn() + line.returned() <= line.shipped();
    }

    private static boolean of(Payment payment) {
        return payment.refunded() <= payment.captured() && payment.captured() <= payment.authorized();
    }

    private static boolean of(OrderReturn.Item item) {
        return item.open() >= 0;
    }
}
