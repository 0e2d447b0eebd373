package io.orderlog.query.document;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.orderlog.order.FulfilmentStatus;
import io.orderlog.order.LineState;
import io.orderlog.order.Order;
import io.orderlog.order.OrderReturn;
import io.orderlog.order.OrderStatus;
import io.orderlog.order.Payment;
import io.orderlog.order.PaymentStatus;
import io.orderlog.order.Recipient;
import io.orderlog.order.Shipment;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An order as {@code GET /orders/{id}} answers it, amounts in the minor unit of its currency. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record OrderDocument(
        UUID id,
        long version,
        String customerId,
        @Nullable String reference,
        String currency,
        OrderStatus status,
        PaymentStatus paymentStatus,
        FulfilmentStatus fulfilmentStatus,
        OrderTotals totals,
        List<Line> lines,
        List<Payment> payments,
        List<Shipment> shipments,
        List<OrderReturn> returns,
        @Nullable Recipient recipient,
        Map<String, String> attributes,
        @Nullable String holdReason,
        @Nullable Instant paymentDueAt,
        Instant placedAt,
        Instant recordedAt,
        Instant updatedAt) {

    /** A line as it was ordered and what became of it, in pieces. */
    public record Line(
            int number,
            String sku,
            String description,
            int quantity,
            long unitPrice,
            Map<String, String> attributes,
            int cancelled,
            int shipped,
            int delivered,
            int inReturn,
            int returned) {

        static Line of(LineState line) {
            return new Line(
                    line.number(),
                    line.ordered().sku(),
                    line.ordered().description(),
                    line.ordered().quantity(),
                    line.ordered().unitPrice(),
                    line.ordered().attributes(),
                    line.cancelled(),
                    line.shipped(),
                    line.delivered(),
                    line.inReturn(),
                    line.returned());
        }
    }

    /**
     * @param order as its events up to the version have made it
     * @param placedAt when the first event happened
     * @param recordedAt when the first event was recorded
     * @param updatedAt when the last event was recorded
     */
    public static OrderDocument of(UUID id, long version, Order order, Instant placedAt, Instant recordedAt, Instant updatedAt) {
        return new OrderDocument(
                id,
                version,
                order.customerId(),
                order.reference(),
                order.currency().getCurrencyCode(),
                order.status(),
                order.paymentStatus(),
                order.fulfilmentStatus(),
                OrderTotals.of(order.totals()),
                order.lines().stream().map(Line::of).toList(),
                order.payments(),
                order.shipments(),
                order.returns(),
                order.recipient(),
                order.attributes(),
                order.holdReason(),
                order.paymentDueAt(),
                placedAt,
                recordedAt,
                updatedAt);
    }
}
