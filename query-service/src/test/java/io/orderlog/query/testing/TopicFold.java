package io.orderlog.query.testing;

import io.orderlog.event.EventCodec;
import io.orderlog.event.EventMetadata;
import io.orderlog.event.HashChain;
import io.orderlog.order.Order;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** What the orders are according to nothing but a read of the topic from its beginning: the first writer of a version wins. */
public final class TopicFold {

    private final EventCodec codec = new EventCodec();
    private final Map<UUID, Folded> orders = new HashMap<>();
    private final List<Valid> valid = new ArrayList<>();

    /** @param placedAt when the first event happened */
    public record Folded(long version, int partition, Instant placedAt, String lastHash, Order order) {}

    /** A valid record: where it stands and its hash. */
    public record Valid(EventMetadata metadata, int partition, long offset, String hash) {}

    private final Set<String> skipped;

    private TopicFold(Set<String> skipped) {
        this.skipped = skipped;
    }

    /** Folds what is in the topic now. */
    public static TopicFold of(String bootstrapServers, String topic) {
        return of(bootstrapServers, topic, Set.of());
    }

    /**
     * As {@link #of(String, String)}, with what operators decided.
     *
     * @param skipped what was decided to count for nothing: partition, colon and offset
     */
    public static TopicFold of(String bootstrapServers, String topic, Set<String> skipped) {
        TopicFold fold = new TopicFold(skipped);
        Map<String, Object> settings = Map.of(
                "bootstrap.servers", bootstrapServers,
                "enable.auto.commit", false,
                // Nothing more is waited for, also not when it closes.
                "fetch.max.wait.ms", 10);
        try (var consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic)
                    .stream()
                    .map(partition -> new TopicPartition(topic, partition.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(Duration.ofMillis(200)).forEach(fold::add);
            }
        }
        return fold;
    }

    public Map<UUID, Folded> orders() {
        return orders;
    }

    /** In the order of each partition. */
    public List<Valid> valid() {
        return valid;
    }

    private void add(ConsumerRecord<byte[], byte[]> record) {
        EventMetadata metadata = EventCodec.metadata(record.key(), record.headers());
        Folded before = orders.get(metadata.orderId());
        if (metadata.version() != (before == null ? 1 : before.version() + 1)) {
            return;
        }
        String hash = HashChain.hash(record.key(), record.headers(), record.value());
        Order order = before != null && skipped.contains(record.partition() + ":" + record.offset())
                ? before.order()
                : Order.evolve(before == null ? null : before.order(), codec.event(metadata.type(), record.value()));
        Instant placedAt = before == null ? metadata.occurredAt() : before.placedAt();
        orders.put(metadata.orderId(), new Folded(metadata.version(), record.partition(), placedAt, hash, order));
        valid.add(new Valid(metadata, record.partition(), record.offset(), hash));
    }
}
