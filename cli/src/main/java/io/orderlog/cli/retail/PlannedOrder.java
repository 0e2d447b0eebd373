package io.orderlog.cli.retail;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An invoice that becomes an order: placed, paid, shipped and delivered at its date, and what later came back of it.
 *
 * @param invoice its number in the file, the order's reference
 * @param lines numbered from 1 in this order
 * @param returns by date; sent in this order
 */
public record PlannedOrder(
        String invoice, String customerId, String country, Instant placedAt, List<Line> lines, List<Return> returns) {

    /**
     * @param unitPrice in pence
     * @param invoicedUnitPrice the file's price in pounds, where it is finer than a penny
     */
    public record Line(String stockCode, String description, int quantity, long unitPrice, @Nullable String invoicedUnitPrice) {}

    /**
     * A line of a cancellation that is taken back by this order.
     *
     * @param invoice the cancellation's number in the file
     * @param invoiceLine which of the cancellation's lines, from 1
     */
    public record Return(String invoice, int invoiceLine, Instant returnedAt, List<Item> items) {

        public Return {
            items = List.copyOf(items);
        }
    }

    /** @param line the order's line, from 1 */
    public record Item(int line, int quantity) {}

    public PlannedOrder {
        lines = List.copyOf(lines);
        returns = List.copyOf(returns);
    }

    /** In pence. */
    public long total() {
        return lines.stream().mapToLong(line -> Math.multiplyExact(line.unitPrice(), line.quantity())).reduce(0, Math::addExact);
    }
}
