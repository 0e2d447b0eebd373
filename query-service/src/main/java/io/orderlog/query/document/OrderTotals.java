package io.orderlog.query.document;

import io.orderlog.order.Totals;

/** The sums of an order, in the minor unit of its currency. */
public record OrderTotals(
        long subtotal,
        long discount,
        long tax,
        long shipping,
        long total,
        long authorized,
        long captured,
        long refunded) {

    public static OrderTotals of(Totals totals) {
        return new OrderTotals(
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
