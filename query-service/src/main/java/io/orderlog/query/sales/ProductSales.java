package io.orderlog.query.sales;

import java.math.BigInteger;

/**
 * What a product sold, in one currency and its minor unit, at the prices of the orders' lines, before discount, tax and shipping.
 *
 * @param units pieces ordered and not cancelled, whether they came back or not
 * @param revenue what they cost
 * @param cancelledUnits also the pieces of orders that nobody paid for in time
 * @param returnedUnits came back, of those in {@code units}
 */
record ProductSales(
        String sku,
        String currency,
        long units,
        BigInteger revenue,
        long cancelledUnits,
        BigInteger cancelledAmount,
        long returnedUnits,
        BigInteger returnedAmount) {}
