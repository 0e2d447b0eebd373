package io.orderlog.chaos.clients;

import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** The orders that the clients fight over: a few at a time, each until it has seen enough. */
final class OrdersInPlay {

    private static final int AT_A_TIME = 16;
    private static final int REQUESTS_FOR_EACH = 60;

    /** An order, known by its placement until somebody knows its id. */
    static final class Played {
        final Request placement;
        private final AtomicInteger requests = new AtomicInteger();
        private volatile @Nullable UUID id;
        private volatile long lastSeen;

        private Played(int number) {
            placement = new Request(Workload.placement(number), null, "placement-" + number, null);
        }

        @Nullable
        UUID id() {
            return id;
        }

        /** A version that it had once; 0: none. */
        long lastSeen() {
            return lastSeen;
        }

        void learn(UUID orderId, long version) {
            id = orderId;
            lastSeen = version;
        }
    }

    private final AtomicInteger orders = new AtomicInteger();
    private final AtomicReferenceArray<Played> inPlay = new AtomicReferenceArray<>(AT_A_TIME);

    OrdersInPlay() {
        for (int i = 0; i < AT_A_TIME; i++) {
            inPlay.set(i, next());
        }
    }

    Played any(RandomGenerator random) {
        int place = random.nextInt(AT_A_TIME);
        Played order = inPlay.get(place);
        if (order.requests.incrementAndGet() > REQUESTS_FOR_EACH) {
            inPlay.compareAndSet(place, order, next());
        }
        return inPlay.get(place);
    }

    private Played next() {
        return new Played(orders.incrementAndGet());
    }
}
