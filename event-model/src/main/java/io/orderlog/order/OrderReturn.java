package io.orderlog.order;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Goods that a customer wants to give back.
 *
 * @param number within the order, from 1
 */
public record OrderReturn(int number, List<Item> items, @Nullable String reason) {

    /** A line's part in a return, in pieces: {@code received + refused <= requested}. */
    public record Item(int line, int requested, int received, int refused) {

        /** What was neither received nor refused yet. */
        public int open() {
            return requested - received - refused;
        }
    }

    public OrderReturn {
        items = List.copyOf(items);
    }

    static OrderReturn request(int number, List<LineQuantity> items, @Nullable String reason) {
        return new OrderReturn(
                number, items.stream().map(item -> new Item(item.line(), item.quantity(), 0, 0)).toList(), reason);
    }

    /** What was neither received nor refused yet. */
    public List<LineQuantity> openItems() {
        return items.stream()
                .filter(item -> item.open() > 0)
                .map(item -> new LineQuantity(item.line(), item.open()))
                .toList();
    }

    OrderReturn receive(List<LineQuantity> came) {
        return withItems(items.stream()
                .map(item -> new Item(item.line(), item.requested(), item.received() + of(came, item.line()), item.refused()))
                .toList());
    }

    OrderReturn refuse(List<LineQuantity> kept) {
        return withItems(items.stream()
                .map(item -> new Item(item.line(), item.requested(), item.received(), item.refused() + of(kept, item.line())))
                .toList());
    }

    private OrderReturn withItems(List<Item> changed) {
        return new OrderReturn(number, changed, reason);
    }

    private static int of(List<LineQuantity> quantities, int line) {
        return quantities.stream().filter(item -> item.line() == line).mapToInt(LineQuantity::quantity).sum();
    }
}
