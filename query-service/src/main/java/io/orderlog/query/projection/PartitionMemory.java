package io.orderlog.query.projection;

import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What the last committed batch of a partition left in the views, so that the next one need not ask for it. It is true only at one
 * checkpoint.
 */
final class PartitionMemory {

    /** With five lines an order, some 4 MB for each partition at most. */
    private static final int MAX_LINES = 8_000;

    private final RecentOrders orders = new RecentOrders(MAX_LINES);
    private boolean nothingParked;
    private @Nullable Set<Long> skipped;
    private long nextOffset = -1;
    private long repairs;

    /** Forgets everything if the views have moved on, or were repaired, without this memory. */
    void requireAt(Checkpoints.Passed passed) {
        if (nextOffset != passed.from() || repairs != passed.repairs()) {
            orders.clear();
            nothingParked = false;
            skipped = null;
        }
        nextOffset = passed.to();
        repairs = passed.repairs();
    }

    void remember(FoldedOrder order) {
        orders.put(order);
    }

    @Nullable
    FoldedOrder order(UUID id) {
        return orders.get(id);
    }

    /** Whether it is known that the partition has no parked record. */
    boolean nothingParked() {
        return nothingParked;
    }

    void nothingParked(boolean known) {
        nothingParked = known;
    }

    /** The offsets of the partition that are to be skipped; {@code null} if not known. A decision counts as a repair. */
    @Nullable
    Set<Long> skipped() {
        return skipped;
    }

    void skipped(Set<Long> known) {
        skipped = known;
    }
}
