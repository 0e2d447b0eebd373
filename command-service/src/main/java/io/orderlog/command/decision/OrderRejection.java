package io.orderlog.command.decision;

import io.orderlog.order.Money;
import io.orderlog.order.OrderStatus;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Why an order does not take a command, with the data that explains it. */
public sealed interface OrderRejection {

    record NotFound() implements OrderRejection {}

    record AlreadyPlaced() implements OrderRejection {}

    /** The order's life is over as far as this command goes. */
    record NotOpen(OrderStatus status) implements OrderRejection {}

    record OnHold(@Nullable String reason) implements OrderRejection {}

    record NotOnHold() implements OrderRejection {}

    /** Contents change only before the first shipment, and an order is cancelled whole only then. */
    record AlreadyShipped(int shipments) implements OrderRejection {}

    record DiscountExceedsSubtotal(Money discount, Money subtotal) implements OrderRejection {}

    /** @param limit the largest total that an order may have */
    record TotalTooLarge(Money limit) implements OrderRejection {}

    /** The new total is below what is authorized and paid; refund or void first. */
    record TotalBelowPaid(Money total, Money paid) implements OrderRejection {}

    /** @param limit how many payments, shipments and returns an order may have of each */
    record LimitReached(int limit) implements OrderRejection {}

    record UnknownLine(int line) implements OrderRejection {}

    /** @param available how many pieces of the line could be taken at most */
    record QuantityExceeded(int line, int requested, int available) implements OrderRejection {}

    /** Nothing is left that this command could be about. */
    record NothingLeft() implements OrderRejection {}

    record DuplicatePayment(String reference) implements OrderRejection {}

    record UnknownPayment(String reference) implements OrderRejection {}

    record PaymentVoided(String reference) implements OrderRejection {}

    /** @param payable what may still be paid */
    record Overpayment(Money requested, Money payable) implements OrderRejection {}

    record CaptureExceedsAuthorization(Money requested, Money capturable) implements OrderRejection {}

    record RefundExceedsCaptured(Money requested, Money refundable) implements OrderRejection {}

    record UnknownShipment(int shipment) implements OrderRejection {}

    record AlreadyDelivered(int shipment) implements OrderRejection {}

    record UnknownReturn(int returnNumber) implements OrderRejection {}

    record NotSettled(List<OpenMatter> open) implements OrderRejection {

        /** What must be settled before an order is closed. */
        public enum OpenMatter {
            PAYMENT,
            AUTHORIZATION,
            SHIPMENT,
            DELIVERY,
            RETURN
        }
    }

    /** @param dueAt when the order expires; {@code null}: it does not */
    record NotDue(@Nullable Instant dueAt) implements OrderRejection {}
}
