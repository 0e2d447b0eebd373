package io.orderlog.command.log;

import io.orderlog.event.EventCodec;
import io.orderlog.event.EventMetadata;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads the raw topic from its beginning to its end and sorts out what counts, with nothing of the service's own reading. */
public final class LogReader {

    private LogReader() {}

    public static List<ConsumerRecord<byte[], byte[]>> records(String bootstrapServers, String topic) {
        try (var consumer = new KafkaConsumer<>(
                Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = IntStream.range(0, consumer.partitionsFor(topic).size())
                    .mapToObj(partition -> new TopicPartition(topic, partition))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(Duration.ofMillis(100)).forEach(records::add);
            }
            return records;
        }
    }

    /** The order's valid events: the first of each version. */
    public static List<EventMetadata> history(String bootstrapServers, String topic, UUID orderId) {
        List<EventMetadata> history = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> record : records(bootstrapServers, topic)) {
            EventMetadata metadata = EventCodec.metadata(record.key(), record.headers());
            if (metadata.orderId().equals(orderId) && metadata.version() == history.size() + 1) {
                history.add(metadata);
            }
        }
        return history;
    }
}
