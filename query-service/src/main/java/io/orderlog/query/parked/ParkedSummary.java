package io.orderlog.query.parked;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An order that is parked.
 *
 * @param name what a path calls it: the order's id, or partition, colon and offset if the records have no such key
 * @param key of the records
 * @param offset of the first record, which the others wait behind
 * @param type of the first event, as far as it says so
 * @param reason why the first record is parked
 * @param waiting how many records wait behind the first
 * @param since when the first record was parked
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ParkedSummary(
        String name,
        Written key,
        int partition,
        long offset,
        @Nullable Written type,
        String reason,
        int waiting,
        Instant since) {}
