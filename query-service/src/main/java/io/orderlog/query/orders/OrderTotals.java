package io.orderlog.query.orders;

import io.orderlog.order.Totals;

/** The sums of an order, in the minor unit of its currency. */
record OrderTotals(
        long subtotal,
        long discount,
        long tax,
        long shipping,
        long total,
        long authorized,
        long captured,
        long refunded) {

    static OrderTotals of(Totals totals) {
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

    static OrderTotals of(OrderRow row) {
        return new OrderTotals(
                row.subtotal, row.discount, row.tax, row.shipping, row.total, row.authorized, row.captured, row.refunded);
    }
}
