package io.orderlog.order;

/** Where an order is in its life. Payment and fulfilment have a status of their own. */
public enum OrderStatus {
    OPEN,
    /** Open, but nothing may be shipped. */
    ON_HOLD,
    /** Every line was cancelled. Payments can still be voided and refunded. */
    CANCELLED,
    /** Nobody paid in time. */
    EXPIRED,
    /** Nothing more will happen to it. */
    CLOSED
}
