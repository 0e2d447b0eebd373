package io.orderlog.order;

import java.time.Instant;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened to an order: the outcome of one command, never changed once written.
 *
 * <p>All amounts are in the minor unit of the order's currency. The components' names are the names in the JSON on the wire; who did
 * it, when and why is in {@link io.orderlog.event.EventMetadata}.
 */
public sealed interface OrderEvent {

    /**
     * @param paymentDueAt when the order expires if nothing was paid by then; {@code null}: never
     */
    record Placed(
            String customerId,
            Currency currency,
            @Nullable String reference,
            List<OrderLine> lines,
            Charges charges,
            @Nullable Recipient recipient,
            Map<String, String> attributes,
            @Nullable Instant paymentDueAt) implements OrderEvent {

        public Placed {
            lines = List.copyOf(lines);
            attributes = Attributes.sorted(attributes);
        }

        public OrderContents contents() {
            return new OrderContents(reference, lines, charges, recipient, attributes);
        }
    }

    /**
     * The contents were changed. Each section is given whole as it is from now on; a section that is {@code null} stays as it was.
     *
     * @param cleared the optional sections that were removed
     */
    record Revised(
            @Nullable String reference,
            @Nullable List<OrderLine> lines,
            @Nullable Charges charges,
            @Nullable Recipient recipient,
            @Nullable Map<String, String> attributes,
            List<Section> cleared) implements OrderEvent {

        /** A section that an order can be without. */
        public enum Section {
            REFERENCE,
            RECIPIENT
        }

        public Revised {
            lines = lines == null ? null : List.copyOf(lines);
            attributes = attributes == null ? null : Attributes.sorted(attributes);
            cleared = List.copyOf(cleared);
        }
    }

    /** Nothing is shipped until the hold is released. */
    record Held(String reason) implements OrderEvent {}

    record Released() implements OrderEvent {}

    /** @param reference the payment provider's name for the payment, unique within the order */
    record PaymentAuthorized(String reference, long amount) implements OrderEvent {}

    /** Authorized and captured in one step. */
    record PaymentReceived(String reference, long amount) implements OrderEvent {}

    record PaymentCaptured(String reference, long amount) implements OrderEvent {}

    /**
     * What was authorized and not captured is given up.
     *
     * @param lapsed whether the payment provider let the authorization lapse, rather than the shop giving it up
     */
    record PaymentVoided(String reference, boolean lapsed) implements OrderEvent {}

    record PaymentRefunded(String reference, long amount, @Nullable String reason) implements OrderEvent {}

    /** @param shipment its number within the order, from 1 */
    record Shipped(int shipment, List<LineQuantity> items, @Nullable String carrier, @Nullable String trackingNumber)
            implements OrderEvent {

        public Shipped {
            items = List.copyOf(items);
        }
    }

    record Delivered(int shipment) implements OrderEvent {}

    /** @param returnNumber its number within the order, from 1 */
    record ReturnRequested(int returnNumber, List<LineQuantity> items, @Nullable String reason) implements OrderEvent {

        public ReturnRequested {
            items = List.copyOf(items);
        }
    }

    /** The goods came back. */
    record ReturnReceived(int returnNumber, List<LineQuantity> items) implements OrderEvent {

        public ReturnReceived {
            items = List.copyOf(items);
        }
    }

    /** The customer keeps the goods. */
    record ReturnRefused(int returnNumber, List<LineQuantity> items, @Nullable String reason) implements OrderEvent {

        public ReturnRefused {
            items = List.copyOf(items);
        }
    }

    record LinesCancelled(List<LineQuantity> items, @Nullable String reason) implements OrderEvent {

        public LinesCancelled {
            items = List.copyOf(items);
        }
    }

    record Cancelled(@Nullable String reason) implements OrderEvent {}

    record Closed() implements OrderEvent {}

    /** Nobody paid in time. */
    record Expired() implements OrderEvent {}
}
