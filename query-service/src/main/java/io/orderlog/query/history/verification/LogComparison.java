package io.orderlog.query.history.verification;

import io.orderlog.query.history.verification.LogChain.Verdict;
import io.orderlog.query.history.verification.OrderVerification.Broken;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** Compares the chain of an order in the view with that in the log, record by record. */
final class LogComparison {

    private final ViewChain view;
    private final Map<Integer, Long> passed;
    private final SetAside aside;
    private LogChain log = new LogChain(1);
    private long versions;
    private boolean waiting;
    private @Nullable Broken broken;

    /** @param passed by partition, the offset that the views had reached before the chain was read from them */
    LogComparison(ViewChain view, Map<Integer, Long> passed, SetAside aside) {
        this.view = view;
        this.passed = passed;
        this.aside = aside;
    }

    void partitions(int count) {
        log = new LogChain(count);
    }

    void add(byte[] key, ConsumerRecord<byte[], byte[]> record) {
        if (broken == null && !waiting && Arrays.equals(key, record.key())) {
            switch (log.add(record)) {
                case Verdict.Valid valid -> compare(valid, record);
                case Verdict.Unreadable(_, String reason) -> unreadable(record, reason);
                case Verdict.Broken(_, String reason) -> broken = inTheLog(record, reason);
                case Verdict.Superseded _,Verdict.ReadBarrier _,Verdict.Unverifiable _ -> {
                }
            }
        }
    }

    private void unreadable(ConsumerRecord<byte[], byte[]> record, String reason) {
        if (mayBeMissing(record)) {
            waiting = true;
        } else if (!aside.skipped().contains(record.offset())) {
            broken = inTheLog(record, reason);
        }
    }

    private void compare(Verdict.Valid valid, ConsumerRecord<byte[], byte[]> record) {
        if (valid.version() > view.versions()) {
            beyond(valid, record);
            return;
        }
        versions = valid.version();
        ViewChain.Held held = view.held(valid.version());
        if (!held.hash().equals(valid.hash())) {
            broken = at(record, versions, "The log has another record for this version.", valid.hash(), held.hash());
        } else if (held.partition() != record.partition() || held.offset() != record.offset()) {
            broken = at(record, versions, "It stands in another place of the log.", null,
                    "%d:%d".formatted(held.partition(), held.offset()));
        } else if (!Objects.equals(held.traceparent(), valid.metadata().traceparent())) {
            broken = at(record, versions, "The log has another traceparent.", valid.metadata().traceparent(), held.traceparent());
        }
    }

    /** The view may be behind, or the order may be parked; neither is a fault of the history. */
    private void beyond(Verdict.Valid valid, ConsumerRecord<byte[], byte[]> record) {
        if (mayBeMissing(record)) {
            waiting = true;
        } else {
            broken = at(record, valid.version(), "The log has it and the history does not.", valid.hash(), null);
        }
    }

    private boolean mayBeMissing(ConsumerRecord<byte[], byte[]> record) {
        return record.offset() >= aside.parkedFrom() || record.offset() >= passed.getOrDefault(record.partition(), 0L);
    }

    /** To be called when all records have been added. */
    @Nullable
    Broken end() {
        return broken != null || versions >= view.versions()
                ? broken
                : Broken.missing(versions + 1, "The history has it and the log does not.");
    }

    private Broken inTheLog(ConsumerRecord<byte[], byte[]> record, String reason) {
        return at(record, versions + 1, "In the log itself: " + reason, null, null);
    }

    private static Broken at(
            ConsumerRecord<byte[], byte[]> record, long version, String reason, @Nullable String expected, @Nullable String found) {
        return new Broken(version, record.partition(), record.offset(), reason, expected, found);
    }
}
