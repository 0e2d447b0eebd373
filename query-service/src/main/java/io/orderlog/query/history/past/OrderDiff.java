package io.orderlog.query.history.past;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.orderlog.event.EventMetadata;
import io.orderlog.query.document.EventDocument;
import io.orderlog.query.history.StoredEvent;
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

    /**
     * What one event changed, and who caused it.
     *
     * @param skipped an operator decided that the event changes nothing; missing if not
     */
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
            @Nullable Boolean skipped,
            List<Change> changes) {

        static EventDiff of(StoredEvent stored, List<Change> changes) {
            EventMetadata event = stored.metadata();
            return new EventDiff(
                    event.version(),
                    event.id(),
                    event.type(),
                    event.actor(),
                    event.recordedAt(),
                    event.effectiveAt(),
                    event.correlationId(),
                    event.causationId(),
                    EventDocument.skipped(stored.skipped()),
                    changes);
        }
    }
}
