package io.orderlog.query.customers;

import io.orderlog.order.LineState;
import io.orderlog.order.Order;
import io.orderlog.query.projection.FoldedOrder;
import io.orderlog.query.projection.LinePieces;
import io.orderlog.query.projection.ProjectionBatch.Change;

/**
 * What some orders of a customer come to, or what a change adds to it.
 *
 * @param units pieces ordered and not cancelled, whether they came back or not
 * @param first the first order as {@link PlacedOrder#toText}
 * @param last the last order, likewise
 */
record OrderFigures(long orders, long units, long cancelledUnits, long returnedUnits, String first, String last) {

    static OrderFigures of(Change change) {
        OrderFigures after = of(change.after());
        return change.before() == null ? after : after.minus(of(change.before()));
    }

    private static OrderFigures of(FoldedOrder folded) {
        Order order = folded.order();
        long units = 0;
        long cancelled = 0;
        long returned = 0;
        for (LineState line : order.lines()) {
            LinePieces pieces = LinePieces.of(order, line);
            units += pieces.sold();
            cancelled += pieces.cancelled();
            returned += pieces.returned();
        }
        String placed = new PlacedOrder(folded.id(), folded.placedAt()).toText();
        return new OrderFigures(1, units, cancelled, returned, placed, placed);
    }

    OrderFigures plus(OrderFigures other) {
        return new OrderFigures(
                orders + other.orders,
                units + other.units,
                cancelledUnits + other.cancelledUnits,
                returnedUnits + other.returnedUnits,
                first.compareTo(other.first) <= 0 ? first : other.first,
                last.compareTo(other.last) >= 0 ? last : other.last);
    }

    /** Less what the same order came to before; when it was placed never changes. */
    private OrderFigures minus(OrderFigures before) {
        return new OrderFigures(
                orders - before.orders,
                units - before.units,
                cancelledUnits - before.cancelledUnits,
                returnedUnits - before.returnedUnits,
                first,
                last);
    }

    boolean areZero() {
        return orders == 0 && units == 0 && cancelledUnits == 0 && returnedUnits == 0;
    }
}
