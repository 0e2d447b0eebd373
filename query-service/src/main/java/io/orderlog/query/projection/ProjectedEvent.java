package io.orderlog.query.projection;

import io.orderlog.event.RecordedEvent;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * A valid event, where it stands in the log, and what it did.
 *
 * @param headers the record's headers, exactly as written
 * @param json the record's value, exactly as written
 * @param hash the hash of the record
 * @param before {@code null} for an order's first event
 */
public record ProjectedEvent(
        RecordedEvent recorded,
        int partition,
        long offset,
        Headers headers,
        String json,
        String hash,
        @Nullable FoldedOrder before,
        FoldedOrder after) {}
