package io.orderlog.cli.figures;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads a topic as it is now from its first record to its last, one partition after the other, in no consumer group. */
final class LogReader implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final String topic;

    LogReader(String bootstrapServers, String topic) {
        this.topic = topic;
        this.consumer = new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers,
                        ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) PATIENCE.toMillis(),
                        ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false,
                        ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false,
                        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none",
                        ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 5_000,
                        ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, 8 << 20),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }

    /** Empty if the topic does not exist. */
    List<TopicPartition> partitions() {
        return consumer.partitionsFor(topic)
                .stream()
                .map(PartitionInfo::partition)
                .sorted()
                .map(partition -> new TopicPartition(topic, partition))
                .toList();
    }

    /**
     * In offset order, up to the end as it is at the call.
     *
     * @throws LogDamagedException if the partition does not begin at its first record, or ends before its end
     */
    void read(TopicPartition partition, Consumer<ConsumerRecord<byte[], byte[]>> reader) {
        List<TopicPartition> alone = List.of(partition);
        consumer.assign(alone);
        long start = consumer.beginningOffsets(alone).getOrDefault(partition, 0L);
        if (start != 0) {
            throw new LogDamagedException(
                    "Partition %d begins at offset %d: what was before is lost".formatted(partition.partition(), start));
        }
        long end = consumer.endOffsets(alone).getOrDefault(partition, 0L);
        consumer.seek(partition, 0);
        long progressAt = System.nanoTime();
        while (consumer.position(partition) < end) {
            List<ConsumerRecord<byte[], byte[]>> records = consumer.poll(Duration.ofMillis(200)).records(partition);
            records.stream().filter(record -> record.offset() < end).forEach(reader);
            if (!records.isEmpty()) {
                progressAt = System.nanoTime();
            } else if (System.nanoTime() - progressAt > PATIENCE.toNanos()) {
                throw new LogDamagedException("Partition %d gives nothing after offset %d, though its end is %d"
                        .formatted(partition.partition(), consumer.position(partition), end));
            }
        }
    }

    @Override
    public void close() {
        consumer.close();
    }
}
