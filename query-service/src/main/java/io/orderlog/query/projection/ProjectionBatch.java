package io.orderlog.query.projection;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Valid events of one partition, and what they did to each order taken together.
 *
 * @param events in the order of the log
 * @param changes one for each order that has an event in the batch
 */
public record ProjectionBatch(List<ProjectedEvent> events, List<Change> changes) {

    /** @param before {@code null} if the order is new */
    public record Change(@Nullable FoldedOrder before, FoldedOrder after) {}
}
