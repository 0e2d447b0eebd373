package io.orderlog.order;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Goods that left together.
 *
 * @param number within the order, from 1
 */
public record Shipment(
        int number,
        List<LineQuantity> items,
        @Nullable String carrier,
        @Nullable String trackingNumber,
        boolean delivered) {

    public Shipment {
        items = List.copyOf(items);
    }

    Shipment deliver() {
        return new Shipment(number, items, carrier, trackingNumber, true);
    }
}
