package io.orderlog.query.history.verification;

import io.orderlog.query.web.LogUnavailableException;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/** Reads partitions of the log from their beginning to where they end now, record by record, outside of any consumer group. */
public final class PartitionReader implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(500);
    /** Longer than Kafka needs to choose another leader. */
    private static final Duration SILENCE = Duration.ofSeconds(30);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final String topic;

    /** @param settings without a group */
    PartitionReader(Map<String, Object> settings, String topic) {
        this.consumer = new KafkaConsumer<>(settings);
        this.topic = topic;
    }

    /** From the first record on that there is, to the offset after the last one. */
    public record Range(int partition, long from, long to) {}

    /** Told how far the reading is; stops it by throwing. */
    public interface Progress {

        void reached(long nextOffset);
    }

    public List<Range> ranges() {
        return asked(() -> {
            List<TopicPartition> all = consumer.partitionsFor(topic)
                    .stream()
                    .map(partition -> new TopicPartition(topic, partition.partition()))
                    .toList();
            Map<TopicPartition, Long> beginnings = consumer.beginningOffsets(all);
            Map<TopicPartition, Long> ends = consumer.endOffsets(all);
            return all.stream()
                    .map(it -> new Range(it.partition(), beginnings.getOrDefault(it, 0L), ends.getOrDefault(it, 0L)))
                    .sorted(Comparator.comparingInt(Range::partition))
                    .toList();
        });
    }

    /** @throws LogUnavailableException if Kafka does not answer */
    public void read(Range range, Consumer<ConsumerRecord<byte[], byte[]>> action, Progress progress) {
        TopicPartition partition = new TopicPartition(topic, range.partition());
        asked(() -> {
            consumer.assign(List.of(partition));
            consumer.seek(partition, range.from());
            long silentSince = System.nanoTime();
            for (long next = range.from(); next < range.to();) {
                ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
                records.records(partition).stream().filter(record -> record.offset() < range.to()).forEach(action);
                long position = consumer.position(partition);
                if (position > next) {
                    silentSince = System.nanoTime();
                } else if (System.nanoTime() - silentSince > SILENCE.toNanos()) {
                    throw new LogUnavailableException();
                }
                next = position;
                progress.reached(Math.min(next, range.to()));
            }
            return range;
        });
    }

    private interface Question<T> {

        T ask();
    }

    private static <T> T asked(Question<T> question) {
        try {
            return question.ask();
        } catch (KafkaException e) {
            throw new LogUnavailableException(e);
        }
    }

    @Override
    public void close() {
        consumer.close();
    }
}
