package io.orderlog.benchmarks.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderlog.embedded.EmbeddedKafka;
import io.orderlog.event.EventCodec;
import io.orderlog.event.EventMetadata;
import io.orderlog.event.HashChain;
import io.orderlog.order.Order;
import io.orderlog.order.OrderStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.Test;

class LogFillerTest {

    private final EventCodec codec = new EventCodec();

    @Test
    void aFilledLogHoldsWholeOrdersWithUnbrokenVersionsAndHashes() {
        try (EmbeddedKafka kafka = EmbeddedKafka.temporary()) {
            new LogFiller(kafka.bootstrapServers()).shipped("orders", 40);

            Map<UUID, Order> orders = new HashMap<>();
            Map<UUID, String> hashes = new HashMap<>();
            Map<UUID, Long> versions = new HashMap<>();
            for (ConsumerRecord<byte[], byte[]> record : read(kafka.bootstrapServers(), "orders", 120)) {
                EventMetadata metadata = EventCodec.metadata(record.key(), record.headers());
                UUID id = metadata.orderId();
                assertThat(metadata.version()).isEqualTo(versions.getOrDefault(id, 0L) + 1);
                assertThat(metadata.previousHash()).isEqualTo(hashes.getOrDefault(id, HashChain.GENESIS));
                versions.put(id, metadata.version());
                hashes.put(id, HashChain.hash(record.key(), record.headers(), record.value()));
                orders.put(id, Order.evolve(orders.get(id), codec.event(metadata.type(), record.value())));
            }
            assertThat(orders).hasSize(40);
            assertThat(orders.values()).allSatisfy(order -> {
                assertThat(order.totals().captured()).isEqualTo(order.totals().total());
                assertThat(order.status()).isEqualTo(OrderStatus.OPEN);
                assertThat(order.shipments()).hasSize(1);
            });
        }
    }

    private static List<ConsumerRecord<byte[], byte[]>> read(String bootstrapServers, String topic, int count) {
        Map<String, Object> settings = Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        List<ConsumerRecord<byte[], byte[]>> read = new ArrayList<>();
        try (var consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            var partitions = IntStream.range(0, 12).mapToObj(partition -> new TopicPartition(topic, partition)).toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
            while (read.size() < count && System.nanoTime() < deadline) {
                consumer.poll(Duration.ofMillis(200)).forEach(read::add);
            }
        }
        return read;
    }
}
