package io.orderlog.order;

/**
 * What is added to and taken off the sum of the lines, in the minor unit of the order's currency, each zero or more.
 *
 * @param discount taken off the sum of the lines
 * @param tax added, as the client computed it
 * @param shipping added
 */
public record Charges(long discount, long tax, long shipping) {

    public static final Charges NONE = new Charges(0, 0, 0);
}
