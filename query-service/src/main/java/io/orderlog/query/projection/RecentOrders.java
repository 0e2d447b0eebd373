package io.orderlog.query.projection;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The orders that were changed last, as many as a bounded number of lines allows. */
final class RecentOrders {

    private final int maxLines;
    private final Map<UUID, FoldedOrder> orders = new LinkedHashMap<>();
    private int lines;

    /** @param maxLines of all orders together; an order without lines counts as one */
    RecentOrders(int maxLines) {
        this.maxLines = maxLines;
    }

    @Nullable
    FoldedOrder get(UUID id) {
        return orders.get(id);
    }

    void put(FoldedOrder order) {
        FoldedOrder before = orders.remove(order.id());
        lines += weight(order) - (before == null ? 0 : weight(before));
        orders.put(order.id(), order);
        for (Iterator<FoldedOrder> oldest = orders.values().iterator(); lines > maxLines && oldest.hasNext();) {
            lines -= weight(oldest.next());
            oldest.remove();
        }
    }

    void clear() {
        orders.clear();
        lines = 0;
    }

    private static int weight(FoldedOrder order) {
        return Math.max(1, order.order().lines().size());
    }
}
