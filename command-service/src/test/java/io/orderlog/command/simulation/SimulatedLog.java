package io.orderlog.command.simulation;

import io.orderlog.event.EventCodec;
import io.orderlog.event.RecordedEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.record.TimestampType;

/** A topic with real records, and the sends that are still on their way to it. */
final class SimulatedLog {

    static final int PARTITIONS = 2;

    /** An append that the network has not delivered yet. */
    record Send(Instance sender, RecordedEvent event) {}

    final List<List<ConsumerRecord<byte[], byte[]>>> partitions = new ArrayList<>();
    final List<Send> sends = new ArrayList<>();
    private final EventCodec codec = new EventCodec();

    SimulatedLog() {
        for (int i = 0; i < PARTITIONS; i++) {
            partitions.add(new ArrayList<>());
        }
    }

    static int partitionOf(UUID orderId) {
        return Math.floorMod(orderId.hashCode(), PARTITIONS);
    }

    /** @return the record as it stands in the log */
    ConsumerRecord<byte[], byte[]> deliver(Send send) {
        RecordedEvent event = send.event();
        int partition = partitionOf(event.metadata().orderId());
        List<ConsumerRecord<byte[], byte[]>> records = partitions.get(partition);
        byte[] key = EventCodec.key(event.metadata().orderId());
        byte[] value = codec.value(event.event());
        ConsumerRecord<byte[], byte[]> record = new ConsumerRecord<>(
                "orders.events",
                partition,
                records.size(),
                event.metadata().recordedAt().toEpochMilli(),
                TimestampType.CREATE_TIME,
                key.length,
                value.length,
                key,
                value,
                EventCodec.headers(event.metadata()),
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
