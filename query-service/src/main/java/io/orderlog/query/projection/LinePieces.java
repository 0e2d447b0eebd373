package io.orderlog.query.projection;

import io.orderlog.order.LineState;
import io.orderlog.order.Order;

/**
 * What became of the pieces of a line, as sums over many orders count them.
 *
 * @param sold ordered and not cancelled, whether they came back or not
 * @param cancelled also those that nobody paid for in time
 * @param returned came back
 */
public record LinePieces(long sold, long cancelled, long returned) {

    public static LinePieces of(Order order, LineState line) {
        int ordered = line.ordered().quantity();
        int cancelled = order.end() == Order.End.EXPIRED ? ordered : line.cancelled();
        return new LinePieces(ordered - cancelled, cancelled, line.returned());
    }
}
