package io.orderlog.order;

/**
 * A payment of an order, in the minor unit of the order's currency: {@code refunded <= captured <= authorized}.
 *
 * @param voided what was authorized and not captured was given up
 */
public record Payment(String reference, long authorized, long captured, long refunded, boolean voided) {

    /** What can still be captured. */
    public long capturable() {
        return voided ? 0 : authorized - captured;
    }

    /** What can still be refunded. */
    public long refundable() {
        return captured - refunded;
    }

    Payment capture(long amount) {
        return new Payment(reference, authorized, captured + amount, refunded, voided);
    }

    Payment refund(long amount) {
        return new Payment(reference, authorized, captured, refunded + amount, voided);
    }

    Payment voidRest() {
        return new Payment(reference, authorized, captured, refunded, true);
    }
}
