package io.orderlog.command.log;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.DescribeClusterOptions;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;
import org.springframework.kafka.core.KafkaAdmin;
import org.springframework.stereotype.Component;

/** Measures how many brokers Kafka has and whether every copy of the log is complete: a lost broker is known before anybody fails. */
@Component
final class BrokerWatch implements SmartLifecycle {

    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final int TIMEOUT_MILLIS = 2_000;
    /** Once is a machine that is busy for a moment. */
    private static final int TIMES_TO_BE_SURE = 2;

    private final KafkaAdmin kafkaAdmin;
    private final String topic;
    private volatile double brokers = Double.NaN;
    private volatile double incomplete = Double.NaN;
    private volatile boolean away;
    private int failures;
    private volatile @Nullable Thread thread;

    BrokerWatch(KafkaAdmin kafkaAdmin, LogProperties properties, MeterRegistry registry) {
        this.kafkaAdmin = kafkaAdmin;
        this.topic = properties.topic();
        Gauge.builder("orderlog.log.brokers", () -> brokers).description("Brokers that Kafka has").register(registry);
        Gauge.builder("orderlog.log.underreplicated", () -> incomplete)
                .description("Partitions of the log of which a copy is missing or behind")
                .register(registry);
    }

    private void watch() {
        try (Admin admin = Admin.create(settings())) {
            while (isRunning()) {
                look(admin);
                Thread.sleep(PAUSE);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Of several brokers one that is gone is not waited for: the next one is asked. */
    private Map<String, Object> settings() {
        Map<String, Object> settings = new HashMap<>(kafkaAdmin.getConfigurationProperties());
        settings.put(AdminClientConfig.SOCKET_CONNECTION_SETUP_TIMEOUT_MS_CONFIG, TIMEOUT_MILLIS / 2);
        settings.put(AdminClientConfig.SOCKET_CONNECTION_SETUP_TIMEOUT_MAX_MS_CONFIG, TIMEOUT_MILLIS / 2);
        return settings;
    }

    private void look(Admin admin) throws InterruptedException {
        try {
            brokers = admin.describeCluster(new DescribeClusterOptions().timeoutMs(TIMEOUT_MILLIS)).nodes().get().size();
            var topics = admin.describeTopics(List.of(topic), new DescribeTopicsOptions().timeoutMs(TIMEOUT_MILLIS)).allTopicNames().get();
            incomplete = topics.values().stream().flatMap(it -> it.partitions().stream()).filter(BrokerWatch::isIncomplete).count();
            answered();
        } catch (ExecutionException e) {
            incomplete = Double.NaN;
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                answered();
            } else {
                failed();
            }
        }
    }

    private void answered() {
        failures = 0;
        away = false;
    }

    private void failed() {
        failures++;
        if (failures >= TIMES_TO_BE_SURE) {
            away = true;
            brokers = 0;
        }
    }

    /** Whether Kafka does not answer, and has not for a while. */
    boolean isAway() {
        return away;
    }

    private static boolean isIncomplete(TopicPartitionInfo partition) {
        return partition.isr().size() < partition.replicas().size();
    }

    @Override
    public void start() {
        thread = Thread.ofPlatform().daemon().name("brokers").start(this::watch);
    }

    @Override
    public void stop() {
        Thread watching = thread;
        thread = null;
        if (watching != null) {
            watching.interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return thread != null;
    }
}
