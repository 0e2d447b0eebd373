package io.orderlog.query.testing;

import io.orderlog.order.Order;
import io.orderlog.order.OrderEvent;
import io.orderlog.query.projection.FoldedOrder;
import io.orderlog.query.projection.ProjectionBatch.Change;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Currency;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Orders that live through drawn events, cut into batches of any size.
 *
 * @param orders as they are in the end
 */
public record DrawnBatches(List<List<Change>> batches, Collection<FoldedOrder> orders) {

    private static final List<Currency> CURRENCIES = List.of(Currency.getInstance("GBP"), Currency.getInstance("JPY"));

    public static DrawnBatches of(long seed) {
        Random random = new Random(seed);
        DrawnLife life = new DrawnLife(seed, List.of("A", "B", "C"));
        Map<UUID, FoldedOrder> orders = new LinkedHashMap<>();
        List<List<Change>> batches = new ArrayList<>();
        Map<UUID, FoldedOrder> before = new HashMap<>();
        Map<UUID, Change> changes = new LinkedHashMap<>();
        for (int step = 0; step < 80; step++) {
            FoldedOrder after = step(random, life, new ArrayList<>(orders.values()));
            if (after != null) {
                orders.put(after.id(), after);
                changes.put(after.id(), new Change(before.get(after.id()), after));
            }
            if (random.nextInt(5) == 0 && !changes.isEmpty()) {
                batches.add(List.copyOf(changes.values()));
                before = new HashMap<>(orders);
                changes = new LinkedHashMap<>();
            }
        }
        batches.add(List.copyOf(changes.values()));
        return new DrawnBatches(batches, orders.values());
    }

    private static @Nullable FoldedOrder step(Random random, DrawnLife life, List<FoldedOrder> orders) {
        if (orders.isEmpty() || random.nextInt(15) == 0) {
            Currency currency = CURRENCIES.get(random.nextInt(CURRENCIES.size()));
            OrderEvent placed = life.first("c" + random.nextInt(3), currency);
            Instant at = Instant.parse("2010-12-01T22:00:00Z").plusSeconds(3_600L * random.nextInt(6));
            return new FoldedOrder(new UUID(random.nextLong(), random.nextLong()), 1, 3, at, at, at, "", Order.evolve(null, placed));
        }
        FoldedOrder order = orders.get(random.nextInt(orders.size()));
        OrderEvent event = life.next(order.order());
        return event == null
                ? null
                : new FoldedOrder(order.id(), order.version() + 1, order.partition(), order.placedAt(), order.recordedAt(),
                        order.updatedAt(), "", Order.evolve(order.order(), event));
    }
}
