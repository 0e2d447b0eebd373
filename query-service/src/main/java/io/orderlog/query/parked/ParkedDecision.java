package io.orderlog.query.parked;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What an operator decided, for auditors.
 *
 * @param action {@code RELEASE} or {@code SKIP}
 * @param topicId of the log
 * @param offset of the record that was skipped, or of the first one that was released
 * @param key of the record
 * @param type of the event, and its version; {@code null} if nobody can tell
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ParkedDecision(
        long id,
        String action,
        String topicId,
        int partition,
        long offset,
        Written key,
        @Nullable String type,
        @Nullable Long version,
        String actor,
        String reason,
        Instant decidedAt) {

    enum Action {
        RELEASE,
        SKIP
    }
}
