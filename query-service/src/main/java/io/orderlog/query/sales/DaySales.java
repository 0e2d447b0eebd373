package io.orderlog.query.sales;

import java.math.BigInteger;
import java.time.LocalDate;

/**
 * What was sold in the orders of a day; the figures as in {@link ProductSales}.
 *
 * @param day in UTC, on which the orders were placed, as clients say; what was cancelled or came back later counts on it too
 */
record DaySales(
        LocalDate day,
        String currency,
        long units,
        BigInteger revenue,
        long cancelledUnits,
        BigInteger cancelledAmount,
        long returnedUnits,
        BigInteger returnedAmount) {}
