package io.orderlog.command.log;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.awaitility.Awaitility;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.kafka.core.DefaultKafkaProducerFactory;
import org.springframework.kafka.core.KafkaAdmin;
import org.springframework.util.unit.DataSize;

/** One instance's order log on a real broker, without the rest of the service. */
public final class TestLog implements AutoCloseable {

    private final KafkaOrderLog log;

    private TestLog(KafkaOrderLog log) {
        this.log = log;
    }

    /** Starts an instance and waits until it has read the log, or refuses to. */
    public static TestLog start(String bootstrapServers, String topic, Path statesDirectory) {
        return start(bootstrapServers, topic, statesDirectory, 12);
    }

    static TestLog start(String bootstrapServers, String topic, Path statesDirectory, int partitions) {
        LogProperties properties = new LogProperties(
                topic, partitions, (short) 1, statesDirectory, DataSize.ofMegabytes(128), Duration.ofSeconds(3), Duration.ofSeconds(3),
                DataSize.ofMegabytes(4));
        KafkaOrderLog log = new KafkaOrderLog(
                properties,
                new KafkaAdmin(Map.of(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers)),
                new DefaultKafkaConsumerFactory<>(Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers)),
                new DefaultKafkaProducerFactory<>(Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers)),
                new SimpleMeterRegistry());
        log.start();
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> log.status() instanceof LogStatus.Current || log.status() instanceof LogStatus.Refusing);
        return new TestLog(log);
    }

    public OrderLog log() {
        return log;
    }

    public DueOrders dueOrders() {
        return log;
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
