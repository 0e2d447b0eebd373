package io.orderlog.order;

/** How far an order is paid. */
public enum PaymentStatus {
    /** The total is zero and nothing was captured. */
    NOT_REQUIRED,
    UNPAID,
    /** Part of the total is authorized and nothing is captured. */
    PARTIALLY_AUTHORIZED,
    /** The total is authorized and nothing is captured. */
    AUTHORIZED,
    PARTIALLY_PAID,
    /** At least the total is captured. */
    PAID,
    PARTIALLY_REFUNDED,
    /** All that was captured is refunded. */
    REFUNDED
}
