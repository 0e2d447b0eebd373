package io.orderlog.command.log;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.awaitility.Awaitility;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.kafka.core.DefaultKafkaProducerFactory;
import org.springframework.kafka.core.KafkaAdmin;
import org.springframework.util.unit.DataSize;

/** One instance's order log on a real broker, without the rest of the service. */
public final class TestLog implements AutoCloseable {

    private final KafkaOrderLog log;
    private final Producer<byte[], byte[]> producer;

    private TestLog(KafkaOrderLog log, Producer<byte[], byte[]> producer) {
        this.log = log;
        this.producer = producer;
    }

    /** Starts an instance and waits until it has read the log, or refuses to. */
    public static TestLog start(String bootstrapServers, String topic, Path statesDirectory) {
        return start(bootstrapServers, topic, statesDirectory, 12);
    }

    static TestLog start(String bootstrapServers, String topic, Path statesDirectory, int partitions) {
        TestLog begun = begin(bootstrapServers, topic, statesDirectory, partitions);
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> begun.status() instanceof LogStatus.Current || begun.status() instanceof LogStatus.Refusing);
        return begun;
    }

    /** Starts an instance and returns at once. */
    static TestLog begin(String bootstrapServers, String topic, Path statesDirectory, int partitions) {
        LogProperties properties = new LogProperties(
                topic, partitions, (short) 1, statesDirectory, DataSize.ofMegabytes(128), Duration.ofSeconds(3), Duration.ofSeconds(3),
                DataSize.ofMegabytes(4));
        AtomicReference<Producer<byte[], byte[]>> opened = new AtomicReference<>();
        var producers = new DefaultKafkaProducerFactory<byte[], byte[]>(Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers));
        producers.addPostProcessor(producer -> {
            opened.set(producer);
            return producer;
        });
        KafkaOrderLog log = new KafkaOrderLog(
                properties,
                new KafkaAdmin(Map.of(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers)),
                new DefaultKafkaConsumerFactory<>(Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers)),
                producers,
                new SimpleMeterRegistry());
        log.start();
        return new TestLog(log, Objects.requireNonNull(opened.get()));
    }

    public OrderLog log() {
        return log;
    }

    public DueOrders dueOrders() {
        return log;
    }

    /** Kafka's own, without what is around it. */
    Producer<byte[], byte[]> producer() {
        return producer;
    }

    LogStatus status() {
        return log.status();
    }

    List<UUID> dueBy(Instant then) {
        return log.dueBy(then, 100);
    }

    @Override
    public void close() {
        log.stop();
    }
}
