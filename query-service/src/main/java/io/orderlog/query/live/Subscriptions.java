package io.orderlog.query.live;

import io.orderlog.query.live.Interest.Matching;
import io.orderlog.query.live.Interest.OneOrder;
import io.orderlog.query.live.Subscription.Delivery;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;

/** Who waits, found by what they wait for: an event costs what it concerns, and not what is idle. Not safe for several threads. */
final class Subscriptions {

    private final Map<UUID, Set<Subscription>> byOrder = new HashMap<>();
    private final Map<String, Set<Subscription>> byCustomer = new HashMap<>();
    private final Set<Subscription> ofAll = new HashSet<>();
    private int count;

    void add(Subscription subscription) {
        setOf(subscription.interest()).add(subscription);
        count++;
    }

    void remove(Subscription subscription) {
        switch (subscription.interest()) {
            case OneOrder(UUID id) -> removeFrom(byOrder, id, subscription);
            case Matching(String customer, _) when customer != null -> removeFrom(byCustomer, customer, subscription);
            case Matching _ -> count -= ofAll.remove(subscription) ? 1 : 0;
        }
    }

    private <K> void removeFrom(Map<K, Set<Subscription>> sets, K key, Subscription subscription) {
        Set<Subscription> set = sets.getOrDefault(key, Set.of());
        if (set.contains(subscription)) {
            set.remove(subscription);
            count--;
        }
        if (set.isEmpty()) {
            sets.remove(key);
        }
    }

    private Set<Subscription> setOf(Interest interest) {
        return switch (interest) {
            case OneOrder(UUID id) -> byOrder.computeIfAbsent(id, _ -> new HashSet<>());
            case Matching(String customer, _) when customer != null -> byCustomer.computeIfAbsent(customer, _ -> new HashSet<>());
            case Matching _ -> ofAll;
        };
    }

    int count() {
        return count;
    }

    void deliver(Delivery delivery) {
        LiveEvent event = delivery.event();
        byOrder.getOrDefault(event.orderId(), Set.of()).forEach(subscription -> subscription.deliver(delivery));
        deliver(delivery, byCustomer.getOrDefault(event.customerId(), Set.of()));
        deliver(delivery, ofAll);
    }

    private static void deliver(Delivery delivery, Collection<Subscription> subscriptions) {
        for (Subscription subscription : subscriptions) {
            if (subscription.interest() instanceof Matching matching && matching.takes(delivery.event().type())) {
                subscription.deliver(delivery);
            }
        }
    }

    void forEach(Consumer<Subscription> action) {
        byOrder.values().forEach(set -> set.forEach(action));
        byCustomer.values().forEach(set -> set.forEach(action));
        ofAll.forEach(action);
    }
}
