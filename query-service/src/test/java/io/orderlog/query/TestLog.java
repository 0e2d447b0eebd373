package io.orderlog.query;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import io.orderlog.event.EventCodec;
import io.orderlog.event.EventMetadata;
import io.orderlog.event.EventType;
import io.orderlog.event.HashChain;
import io.orderlog.order.OrderEvent;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** Appends to a topic what the command side would, and what it never would. */
final class TestLog implements AutoCloseable {

    static final int PARTITIONS = 12;

    private final String servers;
    private final String topic;
    private final KafkaProducer<byte[], byte[]> producer;
    private final EventCodec codec = new EventCodec();
    private final Map<UUID, Last> last = new HashMap<>();

    private record Last(long version, String hash) {}

    TestLog(String servers, String topic) {
        this.servers = servers;
        this.topic = topic;
        // A second batch in flight could overtake the first one of a partition that was made a moment ago.
        this.producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", servers, "max.in.flight.requests.per.connection", 1),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    void createTopic() throws Exception {
        try (var admin = admin()) {
            admin.createTopics(List.of(new NewTopic(topic, PARTITIONS, (short) 1))).all().get();
        }
    }

    void deleteTopic() throws Exception {
        try (var admin = admin()) {
            admin.deleteTopics(List.of(topic)).all().get();
            await().atMost(Duration.ofSeconds(30)).until(() -> !admin.listTopics().names().get().contains(topic));
        }
    }

    /** Under the same name, empty. */
    void remakeTopic() throws Exception {
        deleteTopic();
        createTopic();
    }

    /** All records of a partition. */
    List<ConsumerRecord<byte[], byte[]>> read(int partition) {
        var place = new TopicPartition(topic, partition);
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        Map<String, Object> settings = Map.of("bootstrap.servers", servers, "fetch.max.wait.ms", 10);
        try (var consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(List.of(place));
            consumer.seekToBeginning(List.of(place));
            long end = consumer.endOffsets(List.of(place)).getOrDefault(place, 0L);
            while (consumer.position(place) < end) {
                records.addAll(consumer.poll(Duration.ofSeconds(1)).records(place));
            }
        }
        return records;
    }

    Admin admin() {
        return Admin.create(Map.of("bootstrap.servers", servers));
    }

    String topic() {
        return topic;
    }

    /** @return the consistency token */
    String append(UUID order, OrderEvent event) throws Exception {
        return append(order, event, null);
    }

    String append(UUID order, OrderEvent event, @Nullable Instant effectiveAt) throws Exception {
        RecordMetadata written = send(order, event, effectiveAt).get();
        return written.partition() + ":" + written.offset();
    }

    Future<RecordMetadata> send(UUID order, OrderEvent event, @Nullable Instant effectiveAt) {
        Last before = last.getOrDefault(order, new Last(0, HashChain.GENESIS));
        var record = record(order, event, before.version() + 1, before.hash(), effectiveAt);
        last.put(order, new Last(before.version() + 1, HashChain.hash(record.key(), record.headers(), record.value())));
        return producer.send(record);
    }

    /** Another event with the version that the order's last event has. */
    RecordMetadata appendSuperseded(UUID order, OrderEvent event) throws Exception {
        long version = last.getOrDefault(order, new Last(1, "")).version();
        return producer.send(record(order, event, version, "f".repeat(64), null)).get();
    }

    /** As of an instance that did not know that the order is there. */
    RecordMetadata appendSecondPlacement(UUID order, OrderEvent event) throws Exception {
        return producer.send(record(order, event, 1, HashChain.GENESIS, null)).get();
    }

    /** The order's next version, but not of the history that is there. */
    RecordMetadata appendForged(UUID order, OrderEvent event) throws Exception {
        Last before = last.getOrDefault(order, new Last(0, HashChain.GENESIS));
        return producer.send(record(order, event, before.version() + 1, "f".repeat(64), null)).get();
    }

    /** Leaves out a version. */
    RecordMetadata appendAfterGap(UUID order, OrderEvent event) throws Exception {
        Last before = last.getOrDefault(order, new Last(0, HashChain.GENESIS));
        return producer.send(record(order, event, before.version() + 2, before.hash(), null)).get();
    }

    /** The order's next event, but of a type or with a content that nobody can read. */
    RecordMetadata appendUnreadable(UUID order, @Nullable String type, String value) throws Exception {
        Last before = last.getOrDefault(order, new Last(0, HashChain.GENESIS));
        var good = record(order, new OrderEvent.Released(), before.version() + 1, before.hash(), null);
        if (type != null) {
            good.headers().remove("ce_type").add("ce_type", type.getBytes(UTF_8));
        }
        var record = new ProducerRecord<>(topic, null, null, good.key(), value.getBytes(UTF_8), good.headers());
        last.put(order, new Last(before.version() + 1, HashChain.hash(record.key(), record.headers(), record.value())));
        return producer.send(record).get();
    }

    /** The order's next event, with the time of recording as the text says it. */
    String appendWithTime(UUID order, OrderEvent event, String time) throws Exception {
        Last before = last.getOrDefault(order, new Last(0, HashChain.GENESIS));
        var record = record(order, event, before.version() + 1, before.hash(), null);
        record.headers().remove("ce_time").add("ce_time", time.getBytes(UTF_8));
        last.put(order, new Last(before.version() + 1, HashChain.hash(record.key(), record.headers(), record.value())));
        RecordMetadata written = producer.send(record).get();
        return written.partition() + ":" + written.offset();
    }

    /** Of somebody who does not know what this topic is for. */
    RecordMetadata appendForeign(byte[] key, byte[] value) throws Exception {
        return producer.send(new ProducerRecord<>(topic, key, value)).get();
    }

    /** In a partition that is not the order's. */
    RecordMetadata appendAstray(UUID order, OrderEvent event) throws Exception {
        var record = record(order, event, 1, HashChain.GENESIS, null);
        int wrong = (EventCodec.partition(record.key(), PARTITIONS) + 1) % PARTITIONS;
        return producer.send(new ProducerRecord<>(topic, wrong, null, record.key(), record.value(), record.headers())).get();
    }

    /** Cuts the beginning of the order's partition. */
    void deleteRecordsBefore(UUID order, long offset) throws Exception {
        int partition = EventCodec.partition(EventCodec.key(order), PARTITIONS);
        try (var admin = admin()) {
            admin.deleteRecords(Map.of(new TopicPartition(topic, partition), RecordsToDelete.beforeOffset(offset))).all().get();
        }
    }

    /** @return an order that is placed behind all others of the partition */
    UUID neighbourIn(int partition) throws Exception {
        while (true) {
            UUID order = TestOrders.id();
            if (append(order, TestOrders.placed()).startsWith(partition + ":")) {
                return order;
            }
        }
    }

    /** @return an order that is placed in another partition */
    UUID elsewhere(int partition) throws Exception {
        while (true) {
            UUID order = TestOrders.id();
            if (!append(order, TestOrders.placed()).startsWith(partition + ":")) {
                return order;
            }
        }
    }

    private ProducerRecord<byte[], byte[]> record(
            UUID order, OrderEvent event, long version, String previousHash, @Nullable Instant effectiveAt) {
        UUID id = UUID.randomUUID();
        Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
        var metadata = new EventMetadata(id, EventType.of(event).wireName(), "/test", order, version, now, effectiveAt, "tester",
                id.toString(), id.toString(), "key-" + version, "ab".repeat(32), null, previousHash);
        Headers headers = EventCodec.headers(metadata);
        return new ProducerRecord<>(topic, null, null, EventCodec.key(order), codec.value(event), headers);
    }

    @Override
    public void close() {
        producer.close();
    }
}
