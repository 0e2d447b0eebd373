package io.orderlog.command.handling;

import io.orderlog.command.decision.OrderRejection;
import io.orderlog.command.log.Receipt;
import io.orderlog.order.FulfilmentStatus;
import io.orderlog.order.OrderStatus;
import io.orderlog.order.PaymentStatus;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What became of a command. All but {@link OutcomeUnknown} are final and true. */
public sealed interface CommandOutcome {

    /** @param repeated the receipt of an earlier request with the same idempotency key */
    record Accepted(Receipt receipt, boolean repeated) implements CommandOutcome {}

    /** @param order as it was when it did not take the command; {@code null} if there is no such order */
    record Rejected(OrderRejection rejection, @Nullable Current order) implements CommandOutcome {}

    /** The order is not at the version that the client expects. */
    record VersionMismatch(long expected, Current order) implements CommandOutcome {}

    /** The idempotency key was used for another request on this order. */
    record KeyReused(String idempotencyKey) implements CommandOutcome {}

    /** The event may or may not be in the log; repeating the request with the same key tells. */
    record OutcomeUnknown() implements CommandOutcome {}

    /** Nothing was written. */
    record Unavailable(String reason, Duration retryAfter) implements CommandOutcome {}

    /** Nothing was written: the event is larger than the log takes. */
    record TooLarge() implements CommandOutcome {}

    /** Where an order stands. */
    record Current(long version, OrderStatus status, PaymentStatus paymentStatus, FulfilmentStatus fulfilmentStatus) {}
}
