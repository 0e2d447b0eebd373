package io.orderlog.query.orders;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.orderlog.order.FulfilmentStatus;
import io.orderlog.order.OrderStatus;
import io.orderlog.order.PaymentStatus;
import io.orderlog.query.document.OrderTotals;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An order in a list, amounts in the minor unit of its currency. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record OrderSummary(
        UUID id,
        long version,
        String customerId,
        @Nullable String reference,
        String currency,
        OrderStatus status,
        PaymentStatus paymentStatus,
        FulfilmentStatus fulfilmentStatus,
        OrderTotals totals,
        int lineCount,
        Instant placedAt,
        Instant recordedAt,
        Instant updatedAt) {

    static OrderSummary of(OrderRow row) {
        return new OrderSummary(
                row.id,
                row.version,
                row.customerId,
                row.reference,
                row.currency,
                row.status,
                row.paymentStatus,
                row.fulfilmentStatus,
                new OrderTotals(
                        row.subtotal, row.discount, row.tax, row.shipping, row.total, row.authorized, row.captured, row.refunded),
                row.lineCount,
                row.placedAt,
                row.recordedAt,
                row.updatedAt);
    }
}
