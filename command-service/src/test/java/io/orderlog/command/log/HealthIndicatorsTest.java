package io.orderlog.command.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.orderlog.embedded.testing.TestKafka;
import io.orderlog.event.HashChain;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.kafka.core.DefaultKafkaProducerFactory;
import org.springframework.kafka.core.KafkaAdmin;
import org.springframework.util.unit.DataSize;

/** What an instance says of itself: whether it can serve, whether another start would help, and why not. */
@Timeout(180)
class HealthIndicatorsTest {

    private static final Duration SOON = Duration.ofSeconds(60);

    private final TestKafka kafka = TestKafka.start();
    private final UUID order = UUID.randomUUID();
    @TempDir
    private Path directory;

    @AfterEach
    void stop() {
        kafka.close();
    }

    @Test
    void isOutOfServiceAndAliveWhileKafkaDoesNotAnswerFromTheStartOnAndLaterAndSaysSo() throws Exception {
        kafka.stop();
        try (Instance instance = new Instance("states", Callable::call)) {
            assertThat(instance.readiness().getStatus()).isEqualTo(Status.OUT_OF_SERVICE);
            assertThat(instance.readiness().getDetails()).containsEntry("log", "away").containsKey("reason");
            assertThat(instance.liveness()).isEqualTo(Health.up().build());

            kafka.startAgain();
            await().atMost(SOON).until(() -> instance.readiness().equals(Health.up().build()));

            kafka.stop();
            await().atMost(SOON).until(() -> instance.readiness().getStatus().equals(Status.OUT_OF_SERVICE));
            assertThat(instance.readiness().getDetails()).containsEntry("log", "away").containsKey("reason");
            assertThat(instance.liveness()).isEqualTo(Health.up().build());

            kafka.startAgain();
            await().atMost(SOON).until(() -> instance.readiness().equals(Health.up().build()));
        }
    }

    @Test
    void isOutOfServiceAndSaysHowFarItIsUntilItHasReadTheLog() throws Exception {
        try (Instance first = new Instance("first", Callable::call)) {
            await().atMost(SOON).until(() -> first.readiness().equals(Health.up().build()));
            first.append(1, HashChain.GENESIS);
        }
        AtomicBoolean held = new AtomicBoolean(true);
        try (Instance second = new Instance("second", poll -> held.get() ? nothing() : poll.call())) {
            await().atMost(SOON).until(() -> "catching up".equals(second.readiness().getDetails().get("log")));
            assertThat(second.readiness().getStatus()).isEqualTo(Status.OUT_OF_SERVICE);
            assertThat(second.readiness().getDetails()).containsEntry("read", 0L)
                    .containsEntry("behind", 1L)
                    .containsEntry("recordsPerSecond", 0L)
                    .doesNotContainKey("timeLeft");
            assertThat(second.liveness()).isEqualTo(Health.up().build());

            held.set(false);
            await().atMost(SOON).until(() -> second.readiness().equals(Health.up().build()));
        }
    }

    @Test
    void isDownAndSaysWhyWhenTheLogIsDamagedButIsNotToBeKilledForIt() throws Exception {
        try (Instance instance = new Instance("states", Callable::call)) {
            await().atMost(SOON).until(() -> instance.readiness().equals(Health.up().build()));
            instance.append(3, "f".repeat(64));

            await().atMost(SOON).until(() -> instance.readiness().getStatus().equals(Status.DOWN));
            assertThat(String.valueOf(instance.readiness().getDetails().get("reason"))).contains("from version 0 to 3");
            assertThat(instance.liveness()).isEqualTo(Health.up().build());
        }
    }

    @Test
    void isDownAndNotAliveAfterADefectOfItsOwn() throws Exception {
        try (Instance instance = new Instance("states", _ -> {
            throw new IllegalStateException("there is no such case");
        })) {
            await().atMost(SOON).until(() -> instance.readiness().getStatus().equals(Status.DOWN));
            assertThat(String.valueOf(instance.readiness().getDetails().get("reason"))).contains("there is no such case");
            assertThat(instance.liveness()).isEqualTo(instance.readiness());
        }
    }

    /** Polls, or does something else. */
    private interface Twist {
        Object of(Callable<Object> poll) throws Exception;
    }

    private static Object nothing() throws InterruptedException {
        Thread.sleep(10);
        return ConsumerRecords.empty();
    }

    /** The log of one instance and what looks at it, without the rest of the service. */
    private final class Instance implements AutoCloseable {

        private final KafkaOrderLog log;
        private final BrokerWatch brokers;

        Instance(String states, Twist twist) {
            Map<String, Object> settings = Map.of("bootstrap.servers", kafka.bootstrapServers());
            var properties = new LogProperties("orders.events", 12, (short) 1, directory.resolve(states), DataSize.ofMegabytes(8),
                    Duration.ofSeconds(3), Duration.ofSeconds(3), DataSize.ofMegabytes(4));
            var admin = new KafkaAdmin(settings);
            var meters = new SimpleMeterRegistry();
            log = new KafkaOrderLog(properties, admin, new TwistedConsumers(settings, twist), new DefaultKafkaProducerFactory<>(settings),
                    meters);
            brokers = new BrokerWatch(admin, properties, meters);
            log.start();
            brokers.start();
        }

        Health readiness() {
            return new OrderLogHealthIndicator(log, brokers).health();
        }

        Health liveness() {
            return new DefectHealthIndicator(log).health();
        }

        void append(long version, String previousHash) {
            log.append(TestEvents.recorded(order, version, previousHash, TestEvents.placed()));
        }

        @Override
        public void close() {
            brokers.stop();
            log.stop();
        }
    }

    private static final class TwistedConsumers extends DefaultKafkaConsumerFactory<byte[], byte[]> {

        private final Twist twist;

        TwistedConsumers(Map<String, Object> settings, Twist twist) {
            super(settings);
            this.twist = twist;
        }

        @Override
        @SuppressWarnings("unchecked")
        public Consumer<byte[], byte[]> createConsumer(
                @Nullable String groupId, @Nullable String clientIdPrefix, @Nullable String clientIdSuffix,
                @Nullable Properties properties) {
            Consumer<byte[], byte[]> consumer = super.createConsumer(groupId, clientIdPrefix, clientIdSuffix, properties);
            return (Consumer<byte[], byte[]>) Proxy.newProxyInstance(
                    Consumer.class.getClassLoader(), new Class<?>[]{Consumer.class}, (_, method, arguments) -> {
                        Callable<Object> call = () -> invoke(method, consumer, arguments);
                        return method.getName().equals("poll") ? twist.of(call) : call.call();
                    });
        }

        private static Object invoke(Method method, Object on, Object... arguments) throws Exception {
            try {
                return method.invoke(on, arguments);
            } catch (InvocationTargetException e) {
                throw e.getTargetException() instanceof Exception failure ? failure : e;
            }
        }
    }
}
