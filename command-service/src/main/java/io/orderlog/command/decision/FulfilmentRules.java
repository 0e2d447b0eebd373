package io.orderlog.command.decision;

import static io.orderlog.command.decision.OrderDecider.accepted;
import static io.orderlog.command.decision.OrderDecider.ifRoomIn;
import static io.orderlog.command.decision.OrderDecider.isAlive;
import static io.orderlog.command.decision.OrderDecider.notOpen;
import static io.orderlog.command.decision.OrderDecider.rejected;

import io.orderlog.order.LineQuantity;
import io.orderlog.order.LineState;
import io.orderlog.order.Order;
import io.orderlog.order.OrderEvent;
import io.orderlog.order.OrderReturn;
import io.orderlog.order.OrderStatus;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Goods: never more shipped than ordered, never more returned than shipped. */
final class FulfilmentRules {

    private FulfilmentRules() {}

    static Decision ship(Order order, OrderCommand.Ship ship) {
        if (order.status() == OrderStatus.ON_HOLD) {
            return rejected(new OrderRejection.OnHold(order.holdReason()));
        }
        if (order.status() != OrderStatus.OPEN) {
            return notOpen(order);
        }
        List<LineQuantity> items = ship.items() == null ? rest(order, LineState::shippable) : ship.items();
        int number = order.shipments().size() + 1;
        OrderEvent shipped = new OrderEvent.Shipped(number, items, ship.carrier(), ship.trackingNumber());
        return ifRoomIn(order.shipments(), take(order, items, LineState::shippable, shipped));
    }

    static Decision deliver(Order order, int number) {
        if (number < 1 || number > order.shipments().size()) {
            return rejected(new OrderRejection.UnknownShipment(number));
        }
        return order.shipments().get(number - 1).delivered()
                ? rejected(new OrderRejection.AlreadyDelivered(number))
                : accepted(new OrderEvent.Delivered(number));
    }

    static Decision requestReturn(Order order, OrderCommand.RequestReturn request) {
        int number = order.returns().size() + 1;
        OrderEvent requested = new OrderEvent.ReturnRequested(number, request.items(), request.reason());
        return ifRoomIn(order.returns(), take(order, request.items(), LineState::returnable, requested));
    }

    static Decision receiveReturn(Order order, OrderCommand.ReceiveReturn receive) {
        OrderReturn requested = find(order, receive.returnNumber());
        if (requested == null) {
            return rejected(new OrderRejection.UnknownReturn(receive.returnNumber()));
        }
        List<LineQuantity> items = receive.items() == null ? requested.openItems() : receive.items();
        return settle(order, requested, items, new OrderEvent.ReturnReceived(requested.number(), items));
    }

    static Decision refuseReturn(Order order, OrderCommand.RefuseReturn refuse) {
        OrderReturn requested = find(order, refuse.returnNumber());
        if (requested == null) {
            return rejected(new OrderRejection.UnknownReturn(refuse.returnNumber()));
        }
        List<LineQuantity> items = refuse.items() == null ? requested.openItems() : refuse.items();
        return settle(order, requested, items, new OrderEvent.ReturnRefused(requested.number(), items, refuse.reason()));
    }

    static Decision cancelLines(Order order, OrderCommand.CancelLines cancel) {
        return isAlive(order)
                ? take(order, cancel.items(), LineState::shippable, new OrderEvent.LinesCancelled(cancel.items(), cancel.reason()))
                : notOpen(order);
    }

    private static Decision settle(Order order, OrderReturn requested, List<LineQuantity> items, OrderEvent event) {
        Map<Integer, Integer> open = requested.openItems().stream().collect(Collectors.toMap(LineQuantity::line, LineQuantity::quantity));
        return take(order, items, line -> open.getOrDefault(line.number(), 0), event);
    }

    private static Decision take(Order order, List<LineQuantity> items, ToIntFunction<LineState> available, OrderEvent event) {
        if (items.isEmpty()) {
            return rejected(new OrderRejection.NothingLeft());
        }
        for (LineQuantity item : items) {
            LineState line = order.line(item.line());
            if (line == null) {
                return rejected(new OrderRejection.UnknownLine(item.line()));
            }
            if (item.quantity() > available.applyAsInt(line)) {
                return rejected(new OrderRejection.QuantityExceeded(item.line(), item.quantity(), available.applyAsInt(line)));
            }
        }
        return accepted(event);
    }

    private static List<LineQuantity> rest(Order order, ToIntFunction<LineState> available) {
        return order.lines()
                .stream()
                .filter(line -> available.applyAsInt(line) > 0)
                .map(line -> new LineQuantity(line.number(), available.applyAsInt(line)))
                .toList();
    }

    private static @Nullable OrderReturn find(Order order, int number) {
        return number >= 1 && number <= order.returns().size() ? order.returns().get(number - 1) : null;
    }
}
