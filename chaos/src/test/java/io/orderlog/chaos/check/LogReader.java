package io.orderlog.chaos.check;

import io.orderlog.event.EventCodec;
import io.orderlog.event.EventMetadata;
import io.orderlog.event.HashChain;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads a topic from its beginning to its present end: all events, the superseded ones too. */
public final class LogReader {

    private static final Duration POLL = Duration.ofMillis(200);

    private LogReader() {}

    /** @return each partition in offset order */
    public static List<LoggedEvent> read(String bootstrapServers, String topic) {
        List<LoggedEvent> events = new ArrayList<>();
        EventCodec codec = new EventCodec();
        Map<String, Object> settings = Map.of("bootstrap.servers", bootstrapServers, "enable.auto.commit", false);
        try (var consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic)
                    .stream()
                    .map(partition -> new TopicPartition(topic, partition.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                    EventMetadata metadata = EventCodec.metadata(record.key(), record.headers());
                    if (metadata.version() > 0) {
                        events.add(event(record, metadata, codec));
                    }
                }
            }
        }
        return events;
    }

    private static LoggedEvent event(ConsumerRecord<byte[], byte[]> record, EventMetadata metadata, EventCodec codec) {
        return new LoggedEvent(
                metadata,
                codec.event(metadata.type(), record.value()),
                record.partition(),
                record.offset(),
                HashChain.hash(record.key(), record.headers(), record.value()));
    }
}
