package io.orderlog.command.log;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.record.TimestampType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Has this instance's records applied as soon as Kafka has acknowledged them, off the producer's own thread. */
final class OwnAppends implements Runnable {

    private static final Logger log = LoggerFactory.getLogger(OwnAppends.class);

    private final BlockingQueue<ConsumerRecord<byte[], byte[]>> acknowledged = new LinkedBlockingQueue<>();
    private final LogApplier applier;

    OwnAppends(LogApplier applier) {
        this.applier = applier;
    }

    void add(ProducerRecord<byte[], byte[]> record, int partition, long offset) {
        acknowledged.add(new ConsumerRecord<>(
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
                Optional.empty()));
    }

    /** Until the thread is interrupted. */
    @Override
    public void run() {
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        while (true) {
            try {
                records.add(acknowledged.take());
                acknowledged.drainTo(records);
                applier.acknowledged(records);
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
