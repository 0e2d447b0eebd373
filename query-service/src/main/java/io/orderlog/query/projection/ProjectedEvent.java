package io.orderlog.query.projection;

import io.orderlog.event.EventMetadata;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * A valid event, where it stands in the log, and what it did.
 *
 * @param headers the record's headers, exactly as written
 * @param json the record's value, exactly as written
 * @param otherThanJson the record's value in Base64 if it is not JSON, which only that of a skipped event can be; {@code json} is null then
 * @param skipped whether an operator decided that it changes nothing
 * @param hash the hash of the record
 * @param before {@code null} for an order's first event
 */
public record ProjectedEvent(
        EventMetadata metadata,
        int partition,
        long offset,
        Headers headers,
        String json,
        @Nullable String otherThanJson,
        boolean skipped,
        String hash,
        @Nullable FoldedOrder before,
        FoldedOrder after) {}
