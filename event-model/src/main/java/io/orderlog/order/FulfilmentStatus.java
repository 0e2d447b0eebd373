package io.orderlog.order;

/** How far the goods of an order are. Cancelled quantities do not count. */
public enum FulfilmentStatus {
    /** Every line was cancelled. */
    NOT_REQUIRED,
    UNFULFILLED,
    PARTIALLY_SHIPPED,
    SHIPPED,
    PARTIALLY_DELIVERED,
    DELIVERED,
    PARTIALLY_RETURNED,
    /** All that was ordered came back. */
    RETURNED
}
