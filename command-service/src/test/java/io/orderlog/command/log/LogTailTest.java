package io.orderlog.command.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderlog.embedded.testing.TestKafka;
import io.orderlog.event.EventCodec;
import io.orderlog.event.HashChain;
import io.orderlog.event.RecordedEvent;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.DisconnectException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.unit.DataSize;

class LogTailTest {

    private static final String TOPIC = "orders.events";

    @TempDir
    private Path directory;

    /** Changes or replaces what a consumer answers. */
    private interface Twist {
        @Nullable
        Object answer(String method, @Nullable Object answer) throws Exception;
    }

    @Test
    void anOwnRecordThatIsAppliedWhileTheTailConnectsDoesNotLookAsIfTheLogHadLostIt() throws Exception {
        assertThat(statusWith(List.of(LogTailTest::appendBehindTheEnds))).isEqualTo(new LogStatus.Current());
    }

    @Test
    void anEndThatABrokerRemembersFromBeforeItSleptIsAskedForAgain() throws Exception {
        assertThat(statusWith(List.of(LogTailTest::appendAndBreak, LogTailTest::rememberAnEmptyLog))).isEqualTo(new LogStatus.Current());
    }

    @Test
    void anEndThatStaysTooEarlyIsTakenForLostData() throws Exception {
        List<TwistOn> always = new ArrayList<>(List.of(LogTailTest::appendAndBreak));
        always.addAll(Collections.nCopies(10, LogTailTest::rememberAnEmptyLog));

        assertThat(statusWith(always)).isInstanceOfSatisfying(
                LogStatus.Refusing.class, refusing -> assertThat(refusing.reason()).contains("the log lost data"));
    }

    private interface TwistOn {
        Twist twist(TestKafka kafka, LogApplier applier);
    }

    /** @param twists for one consumer after the other; those that are opened later are left as they are */
    private LogStatus statusWith(List<TwistOn> twists) throws Exception {
        LogProperties properties = new LogProperties(
                TOPIC, 12, (short) 1, directory, DataSize.ofMegabytes(1), Duration.ofSeconds(3), Duration.ofSeconds(3),
                DataSize.ofMegabytes(4));
        try (TestKafka kafka = TestKafka.start();
                Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()));
                OrderStates states = OrderStates.open(directory, 1 << 20)) {
            TailPositions positions = new TailPositions(12);
            LogApplier applier = new LogApplier(states, positions, new PendingAppends());
            AtomicInteger opened = new AtomicInteger();
            LogTail tail = new LogTail(() -> {
                int number = opened.getAndIncrement();
                return number < twists.size()
                        ? twisted(kafka, twists.get(number).twist(kafka, applier))
                        : twisted(kafka, (_, answer) -> answer);
            }, admin, properties, states, applier, positions);
            Thread thread = Thread.ofPlatform().start(tail);
            Awaitility.await()
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> tail.status() instanceof LogStatus.Refusing
                            || tail.status() instanceof LogStatus.Current && opened.get() > Math.min(1, twists.size() - 1));
            assertThat(IntStream.range(0, 12).mapToObj(states::position)).contains(1L);
            LogStatus status = tail.status();
            tail.stop();
            thread.join();
            return status;
        }
    }

    /** As soon as the ends are fetched, an own record is appended, acknowledged and applied. */
    private static Twist appendBehindTheEnds(TestKafka kafka, LogApplier applier) {
        return (method, answer) -> {
            if (method.equals("endOffsets")) {
                applier.acknowledged(List.of(append(kafka)));
            }
            return answer;
        };
    }

    private static Twist appendAndBreak(TestKafka kafka, LogApplier applier) {
        Twist append = appendBehindTheEnds(kafka, applier);
        return (method, answer) -> {
            if (method.equals("poll")) {
                throw new DisconnectException();
            }
            return append.answer(method, answer);
        };
    }

    @SuppressWarnings("unchecked")
    private static Twist rememberAnEmptyLog(TestKafka kafka, LogApplier applier) {
        return (method, answer) -> {
            if (!method.equals("endOffsets")) {
                return answer;
            }
            Map<TopicPartition, Long> ends = new HashMap<>((Map<TopicPartition, Long>) Objects.requireNonNull(answer));
            ends.replaceAll((_, _) -> 0L);
            return ends;
        };
    }

    @SuppressWarnings("unchecked")
    private static Consumer<byte[], byte[]> twisted(TestKafka kafka, Twist twist) {
        Consumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", kafka.bootstrapServers(), "auto.offset.reset", "none"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        return (Consumer<byte[], byte[]>) Proxy.newProxyInstance(
                LogTailTest.class.getClassLoader(), new Class<?>[]{Consumer.class},
                (_, method, arguments) -> twist.answer(method.getName(), method.invoke(consumer, arguments)));
    }

    private static OwnRecord append(TestKafka kafka) throws Exception {
        RecordedEvent event = TestEvents.recorded(UUID.randomUUID(), 1, HashChain.GENESIS, TestEvents.placed());
        int partition = EventCodec.partition(EventCodec.key(event.metadata().orderId()), 12);
        ConsumerRecord<byte[], byte[]> sent = TestEvents.at(TOPIC, partition, 0, event);
        try (var producer = new KafkaProducer<>(
                Map.<String, Object>of("bootstrap.servers", kafka.bootstrapServers()), new ByteArraySerializer(),
                new ByteArraySerializer())) {
            var written = producer.send(new ProducerRecord<>(TOPIC, partition, 0L, sent.key(), sent.value(), sent.headers())).get();
            return new OwnRecord(TestEvents.at(TOPIC, partition, written.offset(), event), event);
        }
    }
}
