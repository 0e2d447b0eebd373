package io.orderlog.query.sales;

import io.orderlog.order.LineState;
import io.orderlog.order.Order;
import io.orderlog.query.projection.LinePieces;

/**
 * What some lines come to, or what a change adds to it; amounts in the minor unit of one currency, at the prices of the lines.
 *
 * @param units pieces ordered and not cancelled, whether they came back or not
 */
record SalesFigures(long units, long revenue, long cancelledUnits, long cancelledAmount, long returnedUnits, long returnedAmount) {

    private static final SalesFigures ZERO = new SalesFigures(0, 0, 0, 0, 0, 0);

    static SalesFigures of(Order order, LineState line) {
        LinePieces pieces = LinePieces.of(order, line);
        long price = line.ordered().unitPrice();
        return new SalesFigures(
                pieces.sold(),
                Math.multiplyExact(pieces.sold(), price),
                pieces.cancelled(),
                Math.multiplyExact(pieces.cancelled(), price),
                pieces.returned(),
                Math.multiplyExact(pieces.returned(), price));
    }

    /** @throws ArithmeticException if a sum does not fit; those of fewer orders do */
    SalesFigures plus(SalesFigures other) {
        return new SalesFigures(
                units + other.units,
                Math.addExact(revenue, other.revenue),
                cancelledUnits + other.cancelledUnits,
                Math.addExact(cancelledAmount, other.cancelledAmount),
                returnedUnits + other.returnedUnits,
                Math.addExact(returnedAmount, other.returnedAmount));
    }

    SalesFigures negated() {
        return new SalesFigures(-units, -revenue, -cancelledUnits, -cancelledAmount, -returnedUnits, -returnedAmount);
    }

    boolean areZero() {
        return equals(ZERO);
    }

    /** Whether fewer pieces were ordered in the end than before; only then may nothing be left. */
    boolean takeAway() {
        return units + cancelledUnits < 0;
    }
}
