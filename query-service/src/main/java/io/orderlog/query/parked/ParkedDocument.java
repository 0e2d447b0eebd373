package io.orderlog.query.parked;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A parked order with its records.
 *
 * @param records in the order of the log
 * @param next the address of more of them; {@code null} at the end
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ParkedDocument(ParkedSummary order, List<Record> records, @Nullable String next) {

    /**
     * A record as it stands in the log.
     *
     * @param value {@code null} if it has none
     * @param reason why it is parked; {@code null}: it waits
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Record(long offset, @Nullable String reason, Instant parkedAt, List<Header> headers, @Nullable Written value) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Header(String name, @Nullable Written value) {}
}
