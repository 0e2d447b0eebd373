package io.orderlog.order;

import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
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

        Item receive(int quantity) {
            return new Item(line, requested, received + quantity, refused);
        }

        Item refuse(int quantity) {
            return new Item(line, requested, received, refused + quantity);
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
        return settle(came, Item::receive);
    }

    OrderReturn refuse(List<LineQuantity> kept) {
        return settle(kept, Item::refuse);
    }

    private OrderReturn settle(List<LineQuantity> quantities, BiFunction<Item, Integer, Item> by) {
        Map<Integer, Integer> quantityOfLine =
                quantities.stream().collect(Collectors.toMap(LineQuantity::line, LineQuantity::quantity, Integer::sum));
        List<Item> settled = items.stream()
                .map(item -> by.apply(item, quantityOfLine.getOrDefault(item.line(), 0)))
                .toList();
        return new OrderReturn(number, settled, reason);
    }
}
