package io.orderlog.command.log;

import io.orderlog.event.RecordedEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Has this instance's records applied as soon as Kafka has acknowledged them, off the producer's own thread. */
final class OwnAppends implements Runnable {

    private static final Logger log = LoggerFactory.getLogger(OwnAppends.class);

    private final BlockingQueue<OwnRecord> acknowledged = new LinkedBlockingQueue<>();
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

    /** Until the thread is interrupted. */
    @Override
    public void run() {
        List<OwnRecord> records = new ArrayList<>();
        while (true) {
            try {
                records.add(acknowledged.take());
                acknowledged.drainTo(records);
                applier.acknowledged(records);
                if (applier.hasGap()) {
                    tail.readNow();
                }
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                log.debug("Left to the tail, which reads the same records", e);
            } finally {
                records.clear();
            }
        }
    }
}
