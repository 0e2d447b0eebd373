package io.orderlog.command.decision;

import io.orderlog.order.LineQuantity;
import io.orderlog.order.OrderContents;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What a client wants to happen to an order. Time and amounts arrive in the command; amounts are in the minor unit of the order's
 * currency and above zero, quantities are above zero and no line is named twice, else {@link IllegalArgumentException}.
 */
public sealed interface OrderCommand {

    /** @param paymentDueAt when the order expires if nothing was paid by then; {@code null}: never */
    record Place(String customerId, Currency currency, OrderContents contents, @Nullable Instant paymentDueAt) implements OrderCommand {}

    /** @param change pure; makes the new contents of the present ones, and may throw to refuse its own request as malformed */
    record Revise(UnaryOperator<OrderContents> change) implements OrderCommand {}

    record Hold(String reason) implements OrderCommand {}

    record Release() implements OrderCommand {}

    record AuthorizePayment(String reference, long amount) implements OrderCommand {

        public AuthorizePayment {
            requirePositive(amount);
        }
    }

    /** Authorizes and captures in one step. */
    record ReceivePayment(String reference, long amount) implements OrderCommand {

        public ReceivePayment {
            requirePositive(amount);
        }
    }

    /** @param amount {@code null}: all that can be captured */
    record CapturePayment(String reference, @Nullable Long amount) implements OrderCommand {

        public CapturePayment {
            requirePositive(amount);
        }
    }

    /** @param lapsed whether the payment provider let it lapse, rather than the shop giving it up */
    record VoidPayment(String reference, boolean lapsed) implements OrderCommand {}

    /** @param amount {@code null}: all that can be refunded */
    record RefundPayment(String reference, @Nullable Long amount, @Nullable String reason) implements OrderCommand {

        public RefundPayment {
            requirePositive(amount);
        }
    }

    /** @param items {@code null}: all that was not shipped yet */
    record Ship(@Nullable List<LineQuantity> items, @Nullable String carrier, @Nullable String trackingNumber) implements OrderCommand {

        public Ship {
            requireDistinct(items);
        }
    }

    record Deliver(int shipment) implements OrderCommand {}

    record RequestReturn(List<LineQuantity> items, @Nullable String reason) implements OrderCommand {

        public RequestReturn {
            requireDistinct(items);
        }
    }

    /** @param items {@code null}: all that is still open in the return */
    record ReceiveReturn(int returnNumber, @Nullable List<LineQuantity> items) implements OrderCommand {

        public ReceiveReturn {
            requireDistinct(items);
        }
    }

    /** @param items {@code null}: all that is still open in the return */
    record RefuseReturn(int returnNumber, @Nullable List<LineQuantity> items, @Nullable String reason) implements OrderCommand {

        public RefuseReturn {
            requireDistinct(items);
        }
    }

    record CancelLines(List<LineQuantity> items, @Nullable String reason) implements OrderCommand {

        public CancelLines {
            requireDistinct(items);
        }
    }

    record Cancel(@Nullable String reason) implements OrderCommand {}

    record Close() implements OrderCommand {}

    /** Ends the order if it was not paid by {@code now}; given by the service itself. */
    record Expire(Instant now) implements OrderCommand {}

    private static void requirePositive(@Nullable Long amount) {
        if (amount != null && amount <= 0) {
            throw new IllegalArgumentException("The amount %d is not above zero".formatted(amount));
        }
    }

    private static void requireDistinct(@Nullable List<LineQuantity> items) {
        if (items == null) {
            return;
        }
        if (items.stream().anyMatch(item -> item.quantity() <= 0)) {
            throw new IllegalArgumentException("A quantity is not above zero");
        }
        if (items.stream().map(LineQuantity::line).distinct().count() < items.size()) {
            throw new IllegalArgumentException("A line is named twice");
        }
    }
}
