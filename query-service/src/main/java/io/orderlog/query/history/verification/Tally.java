package io.orderlog.query.history.verification;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.orderlog.query.history.verification.LogChain.Verdict;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * What was found in a part of the log.
 *
 * @param records all that were read
 * @param events those that are valid
 * @param orders that have a valid event
 * @param unverifiable those that follow a broken one of the same order
 * @param firstBroken {@code null} if none is
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Tally(
        long records,
        long events,
        long orders,
        long superseded,
        long readBarriers,
        long unverifiable,
        long broken,
        @Nullable BrokenRecord firstBroken) {

    static final Tally NOTHING = new Tally(0, 0, 0, 0, 0, 0, 0, null);

    /** @param order the record's key */
    record BrokenRecord(int partition, long offset, String order, String reason) {}

    Tally plus(Tally other) {
        return new Tally(
                records + other.records,
                events + other.events,
                orders + other.orders,
                superseded + other.superseded,
                readBarriers + other.readBarriers,
                unverifiable + other.unverifiable,
                broken + other.broken,
                firstBroken == null ? other.firstBroken : firstBroken);
    }

    static Tally of(ConsumerRecord<byte[], byte[]> record, Verdict verdict) {
        return switch (verdict) {
            case Verdict.Valid valid -> new Tally(1, 1, valid.version() == 1 ? 1 : 0, 0, 0, 0, 0, null);
            case Verdict.Superseded() -> new Tally(1, 0, 0, 1, 0, 0, 0, null);
            case Verdict.ReadBarrier() -> new Tally(1, 0, 0, 0, 1, 0, 0, null);
            case Verdict.Unverifiable() -> new Tally(1, 0, 0, 0, 0, 1, 0, null);
            case Verdict.Unreadable(String order, String reason) -> broken(record, order, reason);
            case Verdict.Broken(String order, String reason) -> broken(record, order, reason);
        };
    }

    private static Tally broken(ConsumerRecord<byte[], byte[]> record, String order, String reason) {
        return new Tally(1, 0, 0, 0, 0, 0, 1, new BrokenRecord(record.partition(), record.offset(), order, reason));
    }
}
