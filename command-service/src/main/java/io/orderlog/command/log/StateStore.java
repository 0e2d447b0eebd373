package io.orderlog.command.log;

import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Where states and positions are kept together. */
interface StateStore {

    /** @param before {@code null} for a new order */
    record Change(@Nullable OrderState before, OrderState after) {}

    /** @return the next offset of the partition to fold in; 0 if nothing of it was read */
    long position(int partition);

    /** @return {@code null} if no event of the order was folded in */
    @Nullable
    OrderState get(UUID orderId);

    /** Makes the changes visible. They survive a crash together with the position, or not at all. One caller at a time for each partition. */
    void commit(int partition, long nextOffset, Map<UUID, Change> changes);
}
