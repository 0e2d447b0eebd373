package io.orderlog.query.testing;

import io.orderlog.order.Charges;
import io.orderlog.order.LineQuantity;
import io.orderlog.order.LineState;
import io.orderlog.order.Order;
import io.orderlog.order.OrderEvent;
import io.orderlog.order.OrderLine;
import io.orderlog.order.OrderReturn;
import io.orderlog.order.OrderStatus;
import io.orderlog.order.Payment;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Draws events that may happen to an order as it is. */
public final class DrawnLife {

    private final Random random;
    private final List<String> skus;

    /** @param skus of which lines are made */
    public DrawnLife(long seed, List<String> skus) {
        this.random = new Random(seed);
        this.skus = skus;
    }

    public OrderEvent first(String customer, Currency currency) {
        return new OrderEvent.Placed(customer, currency, null, lines(), Charges.NONE, null, Map.of(), null);
    }

    /** An event that the order's state allows; {@code null} if what was drawn is not possible now. */
    public @Nullable OrderEvent next(Order order) {
        boolean open = order.status() == OrderStatus.OPEN || order.status() == OrderStatus.ON_HOLD;
        return switch (random.nextInt(12)) {
            case 0, 1 -> open && !order.hasShipped() ? new OrderEvent.Revised(null, lines(), null, null, null, List.of()) : null;
            case 2 -> open ? linesCancelled(order) : null;
            case 3 -> open && !order.hasShipped() && random.nextInt(4) == 0 ? new OrderEvent.Cancelled(null) : null;
            case 4, 5 -> order.status() == OrderStatus.OPEN ? shipped(order) : null;
            case 6 -> returnRequested(order);
            case 7 -> returnReceived(order);
            case 8 -> returnRefused(order);
            case 9 -> open ? new OrderEvent.PaymentReceived("ch_" + order.payments().size(), 1 + random.nextInt(5_000)) : null;
            case 10 -> refunded(order);
            default -> expired(order);
        };
    }

    private List<OrderLine> lines() {
        return IntStream.rangeClosed(1, 1 + random.nextInt(4))
                .mapToObj(number -> new OrderLine(
                        number, skus.get(random.nextInt(skus.size())), "", 1 + random.nextInt(6), random.nextInt(900), Map.of()))
                .toList();
    }

    private @Nullable OrderEvent linesCancelled(Order order) {
        List<LineQuantity> items = some(order, LineState::shippable);
        return items.isEmpty() ? null : new OrderEvent.LinesCancelled(items, null);
    }

    private @Nullable OrderEvent shipped(Order order) {
        List<LineQuantity> items = some(order, LineState::shippable);
        return items.isEmpty() ? null : new OrderEvent.Shipped(order.shipments().size() + 1, items, null, null);
    }

    private @Nullable OrderEvent returnRequested(Order order) {
        List<LineQuantity> items = some(order, LineState::returnable);
        return items.isEmpty() ? null : new OrderEvent.ReturnRequested(order.returns().size() + 1, items, null);
    }

    private @Nullable OrderEvent returnReceived(Order order) {
        OrderReturn asked = openReturn(order);
        return asked == null ? null : new OrderEvent.ReturnReceived(asked.number(), asked.openItems());
    }

    private @Nullable OrderEvent returnRefused(Order order) {
        OrderReturn asked = openReturn(order);
        return asked == null ? null : new OrderEvent.ReturnRefused(asked.number(), asked.openItems(), null);
    }

    private @Nullable OrderEvent refunded(Order order) {
        return order.payments()
                .stream()
                .filter(payment -> payment.refundable() > 0)
                .findAny()
                .map(payment -> new OrderEvent.PaymentRefunded(payment.reference(), amount(payment), null))
                .orElse(null);
    }

    private long amount(Payment payment) {
        return 1 + random.nextLong(payment.refundable());
    }

    private @Nullable OrderEvent expired(Order order) {
        boolean due = order.status() == OrderStatus.OPEN && order.payments().isEmpty() && !order.hasShipped();
        return due && random.nextInt(4) == 0 ? new OrderEvent.Expired() : null;
    }

    private static @Nullable OrderReturn openReturn(Order order) {
        return order.returns().stream().filter(it -> !it.openItems().isEmpty()).findFirst().orElse(null);
    }

    private List<LineQuantity> some(Order order, ToIntFunction<LineState> available) {
        List<LineQuantity> items = new ArrayList<>();
        for (LineState line : order.lines()) {
            int most = available.applyAsInt(line);
            if (most > 0 && random.nextBoolean()) {
                items.add(new LineQuantity(line.number(), 1 + random.nextInt(most)));
            }
        }
        return items;
    }
}
