package io.orderlog.command.decision;

import io.orderlog.order.LineQuantity;
import io.orderlog.order.LineState;
import io.orderlog.order.Order;
import io.orderlog.order.OrderContents;
import io.orderlog.order.OrderReturn;
import io.orderlog.order.Payment;
import java.time.Instant;
import java.util.List;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * A command that is drawn before the state that it meets is known. Against that state it becomes a command that is mostly possible and
 * sometimes just beyond the border.
 *
 * @param which of the order's lines, payments, shipments or returns
 * @param contents of a placement or a revision
 */
record DrawnCommand(Kind kind, int which, Size size, OrderContents contents) {

    static final Instant DUE = Instant.parse("2026-03-01T12:00:00Z");

    enum Kind {
        PLACE,
        REVISE,
        HOLD,
        RELEASE,
        AUTHORIZE,
        RECEIVE,
        CAPTURE,
        VOID,
        REFUND,
        SHIP,
        DELIVER,
        REQUEST_RETURN,
        RECEIVE_RETURN,
        REFUSE_RETURN,
        CANCEL_LINES,
        CANCEL,
        CLOSE,
        EXPIRE
    }

    enum Size {
        UNSAID,
        ALL,
        ONE_TOO_MANY,
        ONE,
        HALF
    }

    OrderCommand against(@Nullable Order order) {
        return order == null ? onNothing() : on(order);
    }

    private OrderCommand onNothing() {
        return kind == Kind.CANCEL
                ? new OrderCommand.Cancel(null)
                : new OrderCommand.Place("17850", SampleOrder.GBP, contents, which == 0 ? null : DUE);
    }

    private OrderCommand on(Order order) {
        return switch (kind) {
            case PLACE -> new OrderCommand.Place("17850", order.currency(), contents, DUE);
            case REVISE -> new OrderCommand.Revise(before -> size == Size.UNSAID ? onlyItsAddress(before) : contents);
            case HOLD -> new OrderCommand.Hold("fraud check");
            case RELEASE -> new OrderCommand.Release();
            case AUTHORIZE -> new OrderCommand.AuthorizePayment(newReference(order), amount(order.payable().minorUnits()));
            case RECEIVE -> new OrderCommand.ReceivePayment(newReference(order), amount(order.payable().minorUnits()));
            case CAPTURE -> new OrderCommand.CapturePayment(reference(order), amountOrUnsaid(capturable(order)));
            case VOID -> new OrderCommand.VoidPayment(reference(order), false);
            case REFUND -> new OrderCommand.RefundPayment(reference(order), amountOrUnsaid(refundable(order)), null);
            case SHIP -> new OrderCommand.Ship(itemsOrUnsaid(order, LineState::shippable), "Royal Mail", null);
            case DELIVER -> new OrderCommand.Deliver(oneOf(order.shipments()));
            case REQUEST_RETURN -> new OrderCommand.RequestReturn(items(order, LineState::returnable), "too small");
            case RECEIVE_RETURN ->
                new OrderCommand.ReceiveReturn(oneOf(order.returns()), itemsOrUnsaid(order, line -> inReturn(order, line)));
            case REFUSE_RETURN ->
                new OrderCommand.RefuseReturn(oneOf(order.returns()), itemsOrUnsaid(order, line -> inReturn(order, line)), null);
            case CANCEL_LINES -> new OrderCommand.CancelLines(items(order, LineState::shippable), null);
            case CANCEL -> new OrderCommand.Cancel(null);
            case CLOSE -> new OrderCommand.Close();
            case EXPIRE -> new OrderCommand.Expire(size == Size.HALF ? DUE.minusNanos(1) : DUE);
        };
    }

    private static OrderContents onlyItsAddress(OrderContents before) {
        return new OrderContents(before.reference(), before.lines(), before.charges(), null, before.attributes());
    }

    private String newReference(Order order) {
        return "ch_" + (size == Size.ONE ? order.payments().size() : order.payments().size() + 1);
    }

    private String reference(Order order) {
        return "ch_" + oneOf(order.payments());
    }

    /** The number of one that exists, or the next one that does not. */
    private int oneOf(List<?> numbered) {
        return which == 0 ? numbered.size() + 1 : 1 + (which - 1) % Math.max(1, numbered.size());
    }

    private long capturable(Order order) {
        Payment payment = order.payment(reference(order));
        return payment == null ? 0 : Math.min(payment.capturable(), order.owed().minorUnits());
    }

    private long refundable(Order order) {
        Payment payment = order.payment(reference(order));
        return payment == null ? 0 : payment.refundable();
    }

    private int inReturn(Order order, LineState line) {
        int number = oneOf(order.returns());
        return number > order.returns().size()
                ? 0
                : order.returns()
                        .get(number - 1)
                        .items()
                        .stream()
                        .filter(item -> item.line() == line.number())
                        .mapToInt(OrderReturn.Item::open)
                        .sum();
    }

    private @Nullable Long amountOrUnsaid(long available) {
        return size == Size.UNSAID ? null : Long.valueOf(amount(available));
    }

    private @Nullable List<LineQuantity> itemsOrUnsaid(Order order, ToIntFunction<LineState> available) {
        return size == Size.UNSAID ? null : items(order, available);
    }

    /** All lines that have some, or the drawn line, which may not exist. */
    private List<LineQuantity> items(Order order, ToIntFunction<LineState> available) {
        if (size == Size.ALL) {
            return order.lines()
                    .stream()
                    .filter(line -> available.applyAsInt(line) > 0)
                    .map(line -> new LineQuantity(line.number(), available.applyAsInt(line)))
                    .toList();
        }
        int number = oneOf(order.lines());
        LineState line = order.line(number);
        return List.of(new LineQuantity(number, (int) amount(line == null ? 0 : available.applyAsInt(line))));
    }

    private long amount(long available) {
        return switch (size) {
            case UNSAID, ALL -> Math.max(1, available);
            case ONE_TOO_MANY -> available + 1;
            case ONE -> 1;
            case HALF -> Math.max(1, available / 2);
        };
    }
}
