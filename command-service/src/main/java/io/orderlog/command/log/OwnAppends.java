package io.orderlog.command.log;

import io.orderlog.event.RecordedEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * This instance's records that Kafka has acknowledged. Whoever waits for one applies all that are there, in the order in which they were
 * acknowledged: a thread of its own for this would be one more that everybody waits for.
 */
final class OwnAppends {

    private static final Logger log = LoggerFactory.getLogger(OwnAppends.class);

    private final Queue<OwnRecord> acknowledged = new ConcurrentLinkedQueue<>();
    private final ReentrantLock applying = new ReentrantLock();
    private final LogApplier applier;
    private final LogTail tail;

    OwnAppends(LogApplier applier, LogTail tail) {
        this.applier = applier;
        this.tail = tail;
    }

    void add(ProducerRecord<byte[], byte[]> record, @Nullable RecordedEvent event, int partition, long offset) {
        ConsumerRecord<byte[], byte[]> written = new ConsumerRecord<>(
                record.topic(),
                partition,
                offset,
                record.timestamp(),
                TimestampType.CREATE_TIME,
                record.key().length,
                record.value().length,
                record.key(),
                record.value(),
                record.headers(),
                Optional.empty());
        acknowledged.add(new OwnRecord(written, event));
    }

    /**
     * Returns at once if somebody else is at it, who sees to what has come meanwhile. What follows on something that is not known yet is
     * left to the tail, which is called.
     */
    void apply() {
        while (!acknowledged.isEmpty() && applying.tryLock()) {
            try {
                applier.acknowledged(take());
                if (applier.hasGap()) {
                    tail.readNow();
                }
            } catch (RuntimeException e) {
                log.debug("Left to the tail, which reads the same records", e);
            } finally {
                applying.unlock();
            }
        }
    }

    private List<OwnRecord> take() {
        List<OwnRecord> records = new ArrayList<>();
        for (OwnRecord next = acknowledged.poll(); next != null; next = acknowledged.poll()) {
            records.add(next);
        }
        return records;
    }
}
