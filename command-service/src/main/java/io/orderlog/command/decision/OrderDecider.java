package io.orderlog.command.decision;

import io.orderlog.command.decision.Decision.Accepted;
import io.orderlog.command.decision.Decision.Rejected;
import io.orderlog.command.decision.OrderRejection.NotSettled.OpenMatter;
import io.orderlog.order.Order;
import io.orderlog.order.OrderEvent;
import io.orderlog.order.OrderStatus;
import io.orderlog.order.Shipment;
import io.orderlog.order.Totals;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The rules of an order's life, as the diagram in {@code docs/order-lifecycle.md} shows them. */
public final class OrderDecider {

    /** Of payments, of shipments and of returns: it bounds the size of a state and keeps the sums of payments within a long. */
    static final int MAX_OF_EACH = 1_000;

    private OrderDecider() {}

    /**
     * What the command does to the order. Pure: the same arguments always give the same decision.
     *
     * @param order {@code null} if it was never placed
     * @throws IllegalArgumentException if placed or revised contents are malformed, which requests are checked for before
     */
    public static Decision decide(@Nullable Order order, OrderCommand command) {
        if (command instanceof OrderCommand.Place place) {
            return order == null ? ContentRules.place(place) : rejected(new OrderRejection.AlreadyPlaced());
        }
        if (order == null) {
            return rejected(new OrderRejection.NotFound());
        }
        return order.status() == OrderStatus.CLOSED ? notOpen(order) : decideOnPlaced(order, command);
    }

    private static Decision decideOnPlaced(Order order, OrderCommand command) {
        return switch (command) {
            case OrderCommand.Place _ -> rejected(new OrderRejection.AlreadyPlaced());
            case OrderCommand.Revise(var change) -> ContentRules.revise(order, change);
            case OrderCommand.Hold(String reason) -> hold(order, reason);
            case OrderCommand.Release() -> release(order);
            case OrderCommand.AuthorizePayment(String reference, long amount) ->
                PaymentRules.take(order, reference, amount, new OrderEvent.PaymentAuthorized(reference, amount));
            case OrderCommand.ReceivePayment(String reference, long amount) ->
                PaymentRules.take(order, reference, amount, new OrderEvent.PaymentReceived(reference, amount));
            case OrderCommand.CapturePayment capture -> PaymentRules.capture(order, capture);
            case OrderCommand.VoidPayment(String reference, boolean lapsed) -> PaymentRules.voidPayment(order, reference, lapsed);
            case OrderCommand.RefundPayment refund -> PaymentRules.refund(order, refund);
            case OrderCommand.Ship ship -> FulfilmentRules.ship(order, ship);
            case OrderCommand.Deliver(int shipment) -> FulfilmentRules.deliver(order, shipment);
            case OrderCommand.RequestReturn request -> FulfilmentRules.requestReturn(order, request);
            case OrderCommand.ReceiveReturn receive -> FulfilmentRules.receiveReturn(order, receive);
            case OrderCommand.RefuseReturn refuse -> FulfilmentRules.refuseReturn(order, refuse);
            case OrderCommand.CancelLines cancel -> FulfilmentRules.cancelLines(order, cancel);
            case OrderCommand.Cancel(String reason) -> cancel(order, reason);
            case OrderCommand.Close() -> close(order);
            case OrderCommand.Expire(Instant now) -> expire(order, now);
        };
    }

    private static Decision hold(Order order, String reason) {
        return switch (order.status()) {
            case OPEN -> accepted(new OrderEvent.Held(reason));
            case ON_HOLD -> rejected(new OrderRejection.OnHold(order.holdReason()));
            case CANCELLED, EXPIRED, CLOSED -> notOpen(order);
        };
    }

    private static Decision release(Order order) {
        return switch (order.status()) {
            case ON_HOLD -> accepted(new OrderEvent.Released());
            case OPEN -> rejected(new OrderRejection.NotOnHold());
            case CANCELLED, EXPIRED, CLOSED -> notOpen(order);
        };
    }

    private static Decision cancel(Order order, @Nullable String reason) {
        if (!isAlive(order)) {
            return notOpen(order);
        }
        return order.hasShipped()
                ? rejected(new OrderRejection.AlreadyShipped(order.shipments().size()))
                : accepted(new OrderEvent.Cancelled(reason));
    }

    private static Decision close(Order order) {
        return switch (order.status()) {
            case ON_HOLD -> rejected(new OrderRejection.OnHold(order.holdReason()));
            case CANCELLED, EXPIRED, CLOSED -> notOpen(order);
            case OPEN -> {
                List<OpenMatter> open = openMatters(order);
                yield open.isEmpty() ? accepted(new OrderEvent.Closed()) : rejected(new OrderRejection.NotSettled(open));
            }
        };
    }

    private static List<OpenMatter> openMatters(Order order) {
        List<OpenMatter> open = new ArrayList<>();
        Totals totals = order.totals();
        // Goods that came back need not be paid for, and a refund out of goodwill need not be paid again.
        if (order.keptTotal().exceeds(totals.captured())) {
            open.add(OpenMatter.PAYMENT);
        }
        if (!totals.authorized().isZero()) {
            open.add(OpenMatter.AUTHORIZATION);
        }
        if (order.lines().stream().anyMatch(line -> line.shippable() > 0)) {
            open.add(OpenMatter.SHIPMENT);
        }
        if (!order.shipments().stream().allMatch(Shipment::delivered)) {
            open.add(OpenMatter.DELIVERY);
        }
        if (order.lines().stream().anyMatch(line -> line.inReturn() > 0)) {
            open.add(OpenMatter.RETURN);
        }
        return open;
    }

    private static Decision expire(Order order, Instant now) {
        Instant dueAt = order.expiresAt();
        return dueAt == null || now.isBefore(dueAt)
                ? rejected(new OrderRejection.NotDue(dueAt))
                : accepted(new OrderEvent.Expired());
    }

    /** Open or on hold: it can still be changed, paid and cancelled. */
    static boolean isAlive(Order order) {
        return order.status() == OrderStatus.OPEN || order.status() == OrderStatus.ON_HOLD;
    }

    static Decision accepted(OrderEvent event) {
        return new Accepted(event);
    }

    static Decision rejected(OrderRejection rejection) {
        return new Rejected(rejection);
    }

    /** The decision as it is, unless there is no room for one more. */
    static Decision ifRoomIn(List<?> present, Decision decision) {
        return decision instanceof Accepted && present.size() >= MAX_OF_EACH
                ? rejected(new OrderRejection.LimitReached(MAX_OF_EACH))
                : decision;
    }

    static Decision notOpen(Order order) {
        return rejected(new OrderRejection.NotOpen(order.status()));
    }
}
