package io.orderlog.order;

/**
 * The sums of an order, all in its currency.
 *
 * @param subtotal the lines, without what was cancelled
 * @param total what the customer owes: {@code subtotal - discount}, but not below zero, plus {@code tax + shipping}; zero once every
 *     line is cancelled
 * @param authorized authorized and neither captured nor voided
 * @param captured all that was ever captured
 * @param refunded never more than captured
 */
public record Totals(
        Money subtotal,
        Money discount,
        Money tax,
        Money shipping,
        Money total,
        Money authorized,
        Money captured,
        Money refunded) {}
