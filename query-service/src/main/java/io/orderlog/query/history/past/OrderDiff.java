package io.orderlog.query.history.past;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.orderlog.event.EventMetadata;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What changed in an order from one version to another.
 *
 * @param from 0: before there was an order
 * @param changes all events taken together
 */
record OrderDiff(UUID orderId, long from, long to, List<Change> changes, List<EventDiff> events) {

    /** What one event changed, and who caused it. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record EventDiff(
            long version,
            UUID id,
            String type,
            String actor,
            Instant recordedAt,
            @Nullable Instant effectiveAt,
            String correlationId,
            String causationId,
            List<Change> changes) {

        static EventDiff of(EventMetadata event, List<Change> changes) {
            return new EventDiff(
                    event.version(),
                    event.id(),
                    event.type(),
                    event.actor(),
                    event.recordedAt(),
                    event.effectiveAt(),
                    event.correlationId(),
                    event.causationId(),
                    changes);
        }
    }
}
