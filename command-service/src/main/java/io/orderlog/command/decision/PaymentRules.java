package io.orderlog.command.decision;

import static io.orderlog.command.decision.OrderDecider.accepted;
import static io.orderlog.command.decision.OrderDecider.ifRoomIn;
import static io.orderlog.command.decision.OrderDecider.isAlive;
import static io.orderlog.command.decision.OrderDecider.notOpen;
import static io.orderlog.command.decision.OrderDecider.rejected;

import io.orderlog.order.Money;
import io.orderlog.order.Order;
import io.orderlog.order.OrderEvent;
import io.orderlog.order.Payment;

/** Money: never more taken than owed, never more given back than taken. */
final class PaymentRules {

    private PaymentRules() {}

    static Decision take(Order order, String reference, long amount, OrderEvent event) {
        if (!isAlive(order)) {
            return notOpen(order);
        }
        if (order.payment(reference) != null) {
            return rejected(new OrderRejection.DuplicatePayment(reference));
        }
        Money requested = money(order, amount);
        Money payable = order.payable();
        return requested.exceeds(payable)
                ? rejected(new OrderRejection.Overpayment(requested, payable))
                : ifRoomIn(order.payments(), accepted(event));
    }

    static Decision capture(Order order, OrderCommand.CapturePayment capture) {
        if (!isAlive(order)) {
            return notOpen(order);
        }
        Payment payment = order.payment(capture.reference());
        if (payment == null) {
            return rejected(new OrderRejection.UnknownPayment(capture.reference()));
        }
        if (payment.voided()) {
            return rejected(new OrderRejection.PaymentVoided(capture.reference()));
        }
        // The total may have shrunk since the authorization: what was cancelled is not charged.
        Money owed = order.owed();
        Money capturable = money(order, payment.capturable());
        Money requested = capture.amount() == null ? capturable.atMost(owed) : money(order, capture.amount());
        if (capturable.isZero() || requested.isZero()) {
            return rejected(new OrderRejection.NothingLeft());
        }
        if (requested.exceeds(capturable)) {
            return rejected(new OrderRejection.CaptureExceedsAuthorization(requested, capturable));
        }
        return requested.exceeds(owed)
                ? rejected(new OrderRejection.Overpayment(requested, owed))
                : accepted(new OrderEvent.PaymentCaptured(capture.reference(), requested.minorUnits()));
    }

    static Decision voidPayment(Order order, String reference, boolean lapsed) {
        Payment payment = order.payment(reference);
        if (payment == null) {
            return rejected(new OrderRejection.UnknownPayment(reference));
        }
        if (payment.voided()) {
            return rejected(new OrderRejection.PaymentVoided(reference));
        }
        return payment.capturable() == 0
                ? rejected(new OrderRejection.NothingLeft())
                : accepted(new OrderEvent.PaymentVoided(reference, lapsed));
    }

    static Decision refund(Order order, OrderCommand.RefundPayment refund) {
        Payment payment = order.payment(refund.reference());
        if (payment == null) {
            return rejected(new OrderRejection.UnknownPayment(refund.reference()));
        }
        Money refundable = money(order, payment.refundable());
        Money requested = refund.amount() == null ? refundable : money(order, refund.amount());
        if (refundable.isZero()) {
            return rejected(new OrderRejection.NothingLeft());
        }
        return requested.exceeds(refundable)
                ? rejected(new OrderRejection.RefundExceedsCaptured(requested, refundable))
                : accepted(new OrderEvent.PaymentRefunded(refund.reference(), requested.minorUnits(), refund.reason()));
    }

    private static Money money(Order order, long minorUnits) {
        return new Money(minorUnits, order.currency());
    }
}
