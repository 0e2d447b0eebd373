package io.orderlog.query.projection;

import io.orderlog.event.EventMetadata;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * Which orders a batch is about: those that the memory knows, and those that the views have to be asked for.
 *
 * @param known can be added to
 */
record OrdersToLoad(Map<UUID, FoldedOrder> known, Set<UUID> unknown) {

    /**
     * @param trustFirstVersions not to ask for orders that begin in the batch: nearly every first version is that of a new order, and
     *        where it is not, writing the order finds out
     */
    static OrdersToLoad of(List<LogRecord> records, PartitionMemory memory, boolean trustFirstVersions) {
        Map<UUID, FoldedOrder> known = new HashMap<>();
        Set<UUID> unknown = new HashSet<>();
        Set<UUID> seen = new HashSet<>();
        for (LogRecord record : records) {
            EventMetadata metadata = record.metadata();
            if (metadata == null || metadata.version() == 0 || !seen.add(metadata.orderId())) {
                continue;
            }
            FoldedOrder remembered = memory.order(metadata.orderId());
            if (remembered != null) {
                known.put(remembered.id(), remembered);
            } else if (!trustFirstVersions || metadata.version() > 1) {
                unknown.add(metadata.orderId());
            }
        }
        return new OrdersToLoad(known, unknown);
    }
}
