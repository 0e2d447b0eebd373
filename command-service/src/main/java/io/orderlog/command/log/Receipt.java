package io.orderlog.command.log;

import io.orderlog.order.FulfilmentStatus;
import io.orderlog.order.OrderStatus;
import io.orderlog.order.PaymentStatus;
import io.orderlog.order.Totals;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a client is told about an accepted command: the order as the command's event left it.
 *
 * @param version the version that the event made
 * @param number the number of the shipment or return that the event is about; {@code null} for other events
 * @param partition of the log, where the event stands
 * @param offset in the partition
 */
public record Receipt(
        UUID orderId,
        long version,
        OrderStatus status,
        PaymentStatus paymentStatus,
        FulfilmentStatus fulfilmentStatus,
        Totals totals,
        @Nullable Integer number,
        int partition,
        long offset) {}
