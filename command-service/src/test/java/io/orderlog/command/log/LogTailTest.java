package io.orderlog.command.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderlog.embedded.EmbeddedKafka;
import io.orderlog.event.EventCodec;
import io.orderlog.event.EventMetadata;
import io.orderlog.event.EventType;
import io.orderlog.event.HashChain;
import io.orderlog.event.RecordedEvent;
import io.orderlog.order.Charges;
import io.orderlog.order.OrderEvent;
import io.orderlog.order.OrderLine;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.unit.DataSize;

class LogTailTest {

    private static final String TOPIC = "orders.events";

    @TempDir
    private Path directory;

    @Test
    void anOwnRecordThatIsAppliedWhileTheTailConnectsDoesNotLookAsIfTheLogHadLostIt() throws Exception {
        LogProperties properties = new LogProperties(
                TOPIC, 12, (short) 1, directory, DataSize.ofMegabytes(1), Duration.ofSeconds(3), Duration.ofSeconds(3),
                DataSize.ofMegabytes(4));
        try (EmbeddedKafka kafka = EmbeddedKafka.temporary();
                Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()));
                OrderStates states = OrderStates.open(directory, 1 << 20)) {
            TailPositions positions = new TailPositions(12);
            LogApplier applier = new LogApplier(states, positions, new PendingAppends());
            LogTail tail = new LogTail(() -> appendingBehindTheEnds(kafka, applier), admin, properties, states, applier, positions);
            Thread thread = Thread.ofPlatform().start(tail);

            Awaitility.await()
                    .until(() -> tail.status() instanceof LogStatus.Current || tail.status() instanceof LogStatus.Refusing);

            assertThat(tail.status()).isEqualTo(new LogStatus.Current());
            assertThat(IntStream.range(0, 12).mapToObj(states::position)).contains(1L);
            tail.stop();
            thread.join();
        }
    }

    /** A real consumer; as soon as it has fetched the ends, an own record is appended, acknowledged and applied. */
    @SuppressWarnings("unchecked")
    private static Consumer<byte[], byte[]> appendingBehindTheEnds(EmbeddedKafka kafka, LogApplier applier) {
        Consumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", kafka.bootstrapServers(), "auto.offset.reset", "none"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        return (Consumer<byte[], byte[]>) Proxy.newProxyInstance(
                LogTailTest.class.getClassLoader(), new Class<?>[]{Consumer.class}, (_, method, arguments) -> {
                    Object answer = method.invoke(consumer, arguments);
                    if (method.getName().equals("endOffsets")) {
                        applier.acknowledged(List.of(append(kafka)));
                    }
                    return answer;
                });
    }

    private static OwnRecord append(EmbeddedKafka kafka) throws Exception {
        UUID orderId = UUID.randomUUID();
        OrderEvent event = new OrderEvent.Placed(
                "17850",
                Currency.getInstance("GBP"),
                null,
                List.of(new OrderLine(1, "85123A", "", 1, 255, Map.of())),
                Charges.NONE,
                null,
                Map.of(),
                null);
        EventMetadata metadata = new EventMetadata(
                UUID.randomUUID(),
                EventType.of(event).wireName(),
                "/test",
                orderId,
                1,
                Instant.parse("2026-01-01T00:00:00Z"),
                null,
                "tester",
                "correlation",
                "causation",
                null,
                null,
                null,
                HashChain.GENESIS);
        byte[] key = EventCodec.key(orderId);
        byte[] value = new EventCodec().value(event);
        try (var producer = new KafkaProducer<>(
                Map.<String, Object>of("bootstrap.servers", kafka.bootstrapServers()), new ByteArraySerializer(),
                new ByteArraySerializer())) {
            var written = producer.send(new ProducerRecord<>(TOPIC, 0, 0L, key, value, EventCodec.headers(metadata))).get();
            ConsumerRecord<byte[], byte[]> record = new ConsumerRecord<>(
                    TOPIC,
                    0,
                    written.offset(),
                    0L,
                    TimestampType.CREATE_TIME,
                    key.length,
                    value.length,
                    key,
                    value,
                    EventCodec.headers(metadata),
                    Optional.empty());
            return new OwnRecord(record, new RecordedEvent(metadata, event));
        }
    }
}
