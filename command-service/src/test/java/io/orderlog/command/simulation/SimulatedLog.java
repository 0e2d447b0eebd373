package io.orderlog.command.simulation;

import io.orderlog.command.log.Replica;
import io.orderlog.event.EventCodec;
import io.orderlog.event.EventMetadata;
import io.orderlog.event.RecordedEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;

/** A topic with real records, and the sends that are still on their way to it. */
final class SimulatedLog {

    static final int PARTITIONS = 2;

    private static final String TOPIC = "orders.events";

    /**
     * A record that the network has not delivered yet.
     *
     * @param event {@code null} for a read barrier
     */
    record Send(Instance sender, int partition, ProducerRecord<byte[], byte[]> record, @Nullable RecordedEvent event) {}

    final List<List<ConsumerRecord<byte[], byte[]>>> partitions = new ArrayList<>();
    final List<Send> sends = new ArrayList<>();
    /** Nobody gets an answer, although what is sent may be written. */
    boolean away;
    private final EventCodec codec = new EventCodec();

    SimulatedLog() {
        for (int i = 0; i < PARTITIONS; i++) {
            partitions.add(new ArrayList<>());
        }
    }

    static int partitionOf(UUID orderId) {
        return EventCodec.partition(EventCodec.key(orderId), PARTITIONS);
    }

    void send(Instance sender, RecordedEvent event) {
        EventMetadata metadata = event.metadata();
        int partition = partitionOf(metadata.orderId());
        sends.add(new Send(
                sender,
                partition,
                new ProducerRecord<>(
                        TOPIC,
                        partition,
                        metadata.recordedAt().toEpochMilli(),
                        EventCodec.key(metadata.orderId()),
                        codec.value(event.event()),
                        EventCodec.headers(metadata)),
                event));
    }

    /** @return the barrier's id */
    UUID sendBarrier(Instance sender, int partition, Instant now) {
        ProducerRecord<byte[], byte[]> barrier = Replica.barrier(TOPIC, partition, now);
        sends.add(new Send(sender, partition, barrier, null));
        return EventCodec.metadata(barrier.key(), barrier.headers()).id();
    }

    /** @return the record as it stands in the log */
    ConsumerRecord<byte[], byte[]> deliver(Send send) {
        List<ConsumerRecord<byte[], byte[]>> records = partitions.get(send.partition());
        ProducerRecord<byte[], byte[]> sent = send.record();
        ConsumerRecord<byte[], byte[]> record = new ConsumerRecord<>(
                TOPIC,
                send.partition(),
                records.size(),
                sent.timestamp(),
                TimestampType.CREATE_TIME,
                sent.key().length,
                sent.value().length,
                sent.key(),
                sent.value(),
                sent.headers(),
                Optional.empty());
        records.add(record);
        return record;
    }

    ConsumerRecord<byte[], byte[]> record(int partition, long offset) {
        return partitions.get(partition).get((int) offset);
    }

    int end(int partition) {
        return partitions.get(partition).size();
    }
}
