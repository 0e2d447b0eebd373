package io.orderlog.order;

import io.orderlog.order.OrderEvent.Revised.Section;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An order as its events have made it: a left fold of {@link #evolve}.
 *
 * <p>The components are facts; statuses and totals are derived from them. Amounts are in the minor unit of {@code currency}.
 *
 * @param holdReason why nothing may be shipped; {@code null} when the order is not on hold
 * @param end why nothing more is ordered, shipped or charged; {@code null} while the order lives
 * @param paymentDueAt when the order expires if nothing was paid by then; {@code null}: never
 */
public record Order(
        String customerId,
        Currency currency,
        @Nullable String reference,
        List<LineState> lines,
        Charges charges,
        @Nullable Recipient recipient,
        Map<String, String> attributes,
        List<Payment> payments,
        List<Shipment> shipments,
        List<OrderReturn> returns,
        @Nullable String holdReason,
        @Nullable End end,
        @Nullable Instant paymentDueAt) {

    /** How an order ended by a single event; an order also ends when its last line is cancelled. */
    public enum End {
        CLOSED,
        EXPIRED
    }

    public Order {
        lines = List.copyOf(lines);
        attributes = Attributes.sorted(attributes);
        payments = List.copyOf(payments);
        shipments = List.copyOf(shipments);
        returns = List.copyOf(returns);
    }

    /**
     * The order after the event. Never fails on an event that a decision made from this order's state, and never checks it again.
     *
     * @param order {@code null} before {@link OrderEvent.Placed}
     */
    public static Order evolve(@Nullable Order order, OrderEvent event) {
        if (event instanceof OrderEvent.Placed placed) {
            return place(placed);
        }
        if (order == null) {
            throw new IllegalStateException("The first event of an order is %s".formatted(event.getClass().getSimpleName()));
        }
        return order.apply(event);
    }

    private static Order place(OrderEvent.Placed placed) {
        return new Order(
                placed.customerId(),
                placed.currency(),
                placed.reference(),
                placed.lines().stream().map(LineState::of).toList(),
                placed.charges(),
                placed.recipient(),
                placed.attributes(),
                List.of(),
                List.of(),
                List.of(),
                null,
                null,
                placed.paymentDueAt());
    }

    private Order apply(OrderEvent event) {
        return switch (event) {
            case OrderEvent.Placed placed -> place(placed);
            case OrderEvent.Revised revised -> revise(revised);
            case OrderEvent.Held(String reason) -> withHold(reason);
            case OrderEvent.Released() -> withHold(null);
            case OrderEvent.PaymentAuthorized(String id, long amount) -> withPayment(new Payment(id, amount, 0, 0, false));
            case OrderEvent.PaymentReceived(String id, long amount) -> withPayment(new Payment(id, amount, amount, 0, false));
            case OrderEvent.PaymentCaptured(String id, long amount) -> changePayment(id, payment -> payment.capture(amount));
            case OrderEvent.PaymentVoided(String id, _) -> changePayment(id, Payment::voidRest);
            case OrderEvent.PaymentRefunded(String id, long amount, var _) -> changePayment(id, payment -> payment.refund(amount));
            case OrderEvent.Shipped(int number, var items, var carrier, var trackingNumber) ->
                withShipments(append(shipments, new Shipment(number, items, carrier, trackingNumber, false)))
                        .withLines(change(items, LineState::ship));
            case OrderEvent.Delivered(int number) ->
                withShipments(replace(shipments, number, Shipment::deliver))
                        .withLines(change(shipments.get(number - 1).items(), LineState::deliver));
            case OrderEvent.ReturnRequested(int number, var items, var reason) ->
                withReturns(append(returns, OrderReturn.request(number, items, reason)))
                        .withLines(change(items, LineState::requestReturn));
            case OrderEvent.ReturnReceived(int number, var items) ->
                withReturns(replace(returns, number, it -> it.receive(items))).withLines(change(items, LineState::receiveReturn));
            case OrderEvent.ReturnRefused(int number, var items, var _) ->
                withReturns(replace(returns, number, it -> it.refuse(items))).withLines(change(items, LineState::refuseReturn));
            case OrderEvent.LinesCancelled(var items, var _) -> withLines(change(items, LineState::cancel));
            case OrderEvent.Cancelled(var _) -> withLines(lines.stream().map(line -> line.cancel(line.active())).toList());
            case OrderEvent.Closed() -> withEnd(End.CLOSED);
            case OrderEvent.Expired() -> withEnd(End.EXPIRED);
        };
    }

    public OrderStatus status() {
        if (end != null) {
            return switch (end) {
                case CLOSED -> OrderStatus.CLOSED;
                case EXPIRED -> OrderStatus.EXPIRED;
            };
        }
        if (whollyCancelled()) {
            return OrderStatus.CANCELLED;
        }
        return holdReason == null ? OrderStatus.OPEN : OrderStatus.ON_HOLD;
    }

    public PaymentStatus paymentStatus() {
        return paymentStatus(totals());
    }

    /** @param totals of this order */
    public static PaymentStatus paymentStatus(Totals totals) {
        if (totals.captured().isZero()) {
            if (totals.authorized().isZero()) {
                return totals.total().isZero() ? PaymentStatus.NOT_REQUIRED : PaymentStatus.UNPAID;
            }
            return totals.total().exceeds(totals.authorized()) ? PaymentStatus.PARTIALLY_AUTHORIZED : PaymentStatus.AUTHORIZED;
        }
        if (totals.refunded().isZero()) {
            return totals.total().exceeds(totals.captured()) ? PaymentStatus.PARTIALLY_PAID : PaymentStatus.PAID;
        }
        return totals.captured().exceeds(totals.refunded()) ? PaymentStatus.PARTIALLY_REFUNDED : PaymentStatus.REFUNDED;
    }

    public FulfilmentStatus fulfilmentStatus() {
        long active = 0;
        long shipped = 0;
        long delivered = 0;
        long returned = 0;
        for (LineState line : lines) {
            active += line.active();
            shipped += line.shipped();
            delivered += line.delivered();
            returned += line.returned();
        }
        if (active == 0) {
            return FulfilmentStatus.NOT_REQUIRED;
        }
        if (returned > 0) {
            return returned == active ? FulfilmentStatus.RETURNED : FulfilmentStatus.PARTIALLY_RETURNED;
        }
        if (delivered > 0) {
            return delivered == active ? FulfilmentStatus.DELIVERED : FulfilmentStatus.PARTIALLY_DELIVERED;
        }
        if (shipped > 0) {
            return shipped == active ? FulfilmentStatus.SHIPPED : FulfilmentStatus.PARTIALLY_SHIPPED;
        }
        return FulfilmentStatus.UNFULFILLED;
    }

    public Totals totals() {
        Money subtotal = money(0);
        for (LineState line : lines) {
            subtotal = subtotal.plus(line.amount(currency));
        }
        Money discount = money(charges.discount());
        Money tax = money(charges.tax());
        Money shipping = money(charges.shipping());
        Money total = whollyCancelled() ? money(0) : subtotal.minus(discount).atLeastZero().plus(tax).plus(shipping);
        long authorized = 0;
        long captured = 0;
        long refunded = 0;
        for (Payment payment : payments) {
            authorized += payment.capturable();
            captured += payment.captured();
            refunded += payment.refunded();
        }
        return new Totals(subtotal, discount, tax, shipping, total, money(authorized), money(captured), money(refunded));
    }

    /**
     * The total of the goods that did not come back. They bear their share of the discount, rounded down to the minor unit; tax and
     * shipping stay until all came back, and then nothing is left.
     */
    public Money keptTotal() {
        Totals totals = totals();
        if (totals.total().isZero() || fulfilmentStatus() == FulfilmentStatus.RETURNED) {
            return money(0);
        }
        Money goods = totals.subtotal().minus(totals.discount()).atLeastZero();
        Money kept = totals.subtotal();
        for (LineState line : lines) {
            kept = kept.minus(line.returnedAmount(currency));
        }
        return goods.share(kept, totals.subtotal()).plus(totals.tax()).plus(totals.shipping());
    }

    /** What may still be captured: the total of the kept goods less what was captured and not refunded; never below zero. */
    public Money owed() {
        Totals totals = totals();
        return keptTotal().minus(totals.captured()).plus(totals.refunded()).atLeastZero();
    }

    /** What may still be authorized: what is owed less what is authorized already; never below zero. */
    public Money payable() {
        return owed().minus(totals().authorized()).atLeastZero();
    }

    /** What is ordered and not cancelled, numbered anew where a whole line was cancelled: what a revision starts from. */
    public OrderContents contents() {
        List<LineState> active = lines.stream().filter(line -> line.active() > 0).toList();
        List<OrderLine> numbered = IntStream.range(0, active.size())
                .mapToObj(index -> active.get(index).remaining(index + 1))
                .toList();
        return new OrderContents(reference, numbered, charges, recipient, attributes);
    }

    public boolean whollyCancelled() {
        for (LineState line : lines) {
            if (line.active() > 0) {
                return false;
            }
        }
        return true;
    }

    public boolean hasShipped() {
        return !shipments.isEmpty();
    }

    /** When the order expires if nothing else happens; {@code null} if nothing will make it expire. */
    public @Nullable Instant expiresAt() {
        if (paymentDueAt == null || hasShipped() || status() != OrderStatus.OPEN) {
            return null;
        }
        return paymentStatus() == PaymentStatus.UNPAID ? paymentDueAt : null;
    }

    /** @return {@code null} if the order has no such line */
    public @Nullable LineState line(int number) {
        return number >= 1 && number <= lines.size() ? lines.get(number - 1) : null;
    }

    /** @return {@code null} if the order has no such payment */
    public @Nullable Payment payment(String id) {
        return payments.stream().filter(payment -> payment.reference().equals(id)).findFirst().orElse(null);
    }

    private Money money(long minorUnits) {
        return new Money(minorUnits, currency);
    }

    private Order revise(OrderEvent.Revised revised) {
        return new Order(
                customerId,
                currency,
                revised.cleared().contains(Section.REFERENCE) ? null : orElse(revised.reference(), reference),
                revised.lines() == null ? lines : revised.lines().stream().map(LineState::of).toList(),
                revised.charges() == null ? charges : revised.charges(),
                revised.cleared().contains(Section.RECIPIENT) ? null : orElse(revised.recipient(), recipient),
                revised.attributes() == null ? attributes : revised.attributes(),
                payments,
                shipments,
                returns,
                holdReason,
                end,
                paymentDueAt);
    }

    private static <T> @Nullable T orElse(@Nullable T value, @Nullable T otherwise) {
        return value == null ? otherwise : value;
    }

    private List<LineState> change(List<LineQuantity> items, BiFunction<LineState, Integer, LineState> by) {
        List<LineState> changed = new ArrayList<>(lines);
        for (LineQuantity item : items) {
            changed.set(item.line() - 1, by.apply(changed.get(item.line() - 1), item.quantity()));
        }
        return changed;
    }

    private Order withPayment(Payment payment) {
        return withPayments(append(payments, payment));
    }

    private Order changePayment(String id, UnaryOperator<Payment> by) {
        return withPayments(payments.stream()
                .map(payment -> payment.reference().equals(id) ? by.apply(payment) : payment)
                .toList());
    }

    private static <T> List<T> append(List<T> list, T element) {
        return Stream.concat(list.stream(), Stream.of(element)).toList();
    }

    /** Shipments and returns are numbered from 1 in the order in which they are kept. */
    private static <T> List<T> replace(List<T> list, int number, UnaryOperator<T> by) {
        List<T> changed = new ArrayList<>(list);
        changed.set(number - 1, by.apply(changed.get(number - 1)));
        return changed;
    }

    private Order withLines(List<LineState> changed) {
        return new Order(customerId, currency, reference, changed, charges, recipient, attributes, payments, shipments, returns,
                holdReason, end, paymentDueAt);
    }

    private Order withPayments(List<Payment> changed) {
        return new Order(customerId, currency, reference, lines, charges, recipient, attributes, changed, shipments, returns,
                holdReason, end, paymentDueAt);
    }

    private Order withShipments(List<Shipment> changed) {
        return new Order(customerId, currency, reference, lines, charges, recipient, attributes, payments, changed, returns,
                holdReason, end, paymentDueAt);
    }

    private Order withReturns(List<OrderReturn> changed) {
        return new Order(customerId, currency, reference, lines, charges, recipient, attributes, payments, shipments, changed,
                holdReason, end, paymentDueAt);
    }

    private Order withHold(@Nullable String reason) {
        return new Order(customerId, currency, reference, lines, charges, recipient, attributes, payments, shipments, returns,
                reason, end, paymentDueAt);
    }

    private Order withEnd(End ended) {
        return new Order(customerId, currency, reference, lines, charges, recipient, attributes, payments, shipments, returns,
                holdReason, ended, paymentDueAt);
    }
}
