package io.orderlog.command.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.orderlog.command.log.Receipt;
import io.orderlog.order.FulfilmentStatus;
import io.orderlog.order.OrderStatus;
import io.orderlog.order.PaymentStatus;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a client is told about an accepted command: the order as the command left it.
 *
 * @param currency ISO 4217
 * @param number the number of the shipment or return that the command was about
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record OrderAnswer(
        UUID id,
        long version,
        OrderStatus status,
        PaymentStatus paymentStatus,
        FulfilmentStatus fulfilmentStatus,
        String currency,
        Totals totals,
        @Nullable Integer number) {

    /** In the minor unit of the currency. */
    record Totals(
            long subtotal, long discount, long tax, long shipping, long total, long authorized, long captured, long refunded) {

        private static Totals of(io.orderlog.order.Totals totals) {
            return new Totals(
                    totals.subtotal().minorUnits(),
                    totals.discount().minorUnits(),
                    totals.tax().minorUnits(),
                    totals.shipping().minorUnits(),
                    totals.total().minorUnits(),
                    totals.authorized().minorUnits(),
                    totals.captured().minorUnits(),
                    totals.refunded().minorUnits());
        }
    }

    static OrderAnswer of(Receipt receipt) {
        return new OrderAnswer(
                receipt.orderId(),
                receipt.version(),
                receipt.status(),
                receipt.paymentStatus(),
                receipt.fulfilmentStatus(),
                receipt.totals().total().currency().getCurrencyCode(),
                Totals.of(receipt.totals()),
                receipt.number());
    }
}
