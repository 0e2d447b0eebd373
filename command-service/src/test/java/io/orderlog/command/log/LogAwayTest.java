package io.orderlog.command.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orderlog.embedded.testing.TestKafka;
import io.orderlog.event.HashChain;
import io.orderlog.event.RecordedEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.Producer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What callers are told while Kafka, or the way to it, is gone. */
class LogAwayTest {

    @RegisterExtension
    static final OrdersTopic ORDERS = new OrdersTopic();

    @Test
    void whileKafkaIsAwayTheOutcomeIsUnknownAndAfterwardsAllIsWellAgain() {
        try (TestKafka ownKafka = TestKafka.start();
                TestLog log = TestLog.start(ownKafka.bootstrapServers(), ORDERS.topic(), ORDERS.directory().resolve("states"))) {
            log.log().append(ORDERS.placed(1, HashChain.GENESIS, null));
            RecordedEvent held = ORDERS.held(2, ORDERS.stateOf(log).hash());
            ownKafka.stop();

            assertThat(log.log().append(held)).isEqualTo(new Confirmation.Unknown());
            assertThatThrownBy(() -> log.log().awaitEnd(ORDERS.orderId())).isInstanceOf(LogUnavailableException.class);

            ownKafka.startAgain();
            Awaitility.await().atMost(Duration.ofSeconds(60)).ignoreExceptions().until(() -> {
                log.log().awaitEnd(ORDERS.orderId());
                return true;
            });
            Confirmation again = log.log().append(ORDERS.held(2, ORDERS.stateOf(log).hash()));
            assertThat(again).isInstanceOfAny(Confirmation.Valid.class, Confirmation.Superseded.class);
            assertThat(ORDERS.stateOf(log).version()).isEqualTo(2);
        }
    }

    @Test
    @Timeout(value = 60, unit = TimeUnit.SECONDS)
    void aProducerWhoseThreadHasDiedLeavesTheOutcomeUnknownInTime() {
        try (TestLog log = ORDERS.start()) {
            log.log().append(ORDERS.placed(1, HashChain.GENESIS, null));
            endThreadOf(log.producer());

            long begun = System.nanoTime();
            assertThat(log.log().append(ORDERS.held(2, ORDERS.stateOf(log).hash()))).isEqualTo(new Confirmation.Unknown());
            assertThatThrownBy(() -> log.log().awaitEnd(ORDERS.orderId())).isInstanceOf(LogUnavailableException.class);

            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(12));
        }
    }

    @Test
    @Timeout(value = 60, unit = TimeUnit.SECONDS)
    void aProducerThatIsClosedTakesNothingSaysSoAtOnceAndIsADefectThatARestartCures() {
        try (TestLog log = ORDERS.start()) {
            log.log().append(ORDERS.placed(1, HashChain.GENESIS, null));
            log.producer().close(Duration.ZERO);

            assertThat(log.log().append(ORDERS.held(2, ORDERS.stateOf(log).hash())))
                    .isEqualTo(new Confirmation.Refused("The connection to Kafka is closed."));
            assertThat(log.status()).isInstanceOfSatisfying(LogStatus.Refusing.class, it -> assertThat(it.defect()).isTrue());
            assertThatThrownBy(() -> log.log().awaitEnd(ORDERS.orderId())).isInstanceOf(LogUnavailableException.class);
            assertThat(LogReader.history(ORDERS.bootstrapServers(), ORDERS.topic(), ORDERS.orderId())).hasSize(1);
        }
    }

    @Test
    @Timeout(value = 60, unit = TimeUnit.SECONDS)
    void whoOnlyAsksForTheEndNoticesAClosedProducerToo() {
        try (TestLog log = ORDERS.start()) {
            log.producer().close(Duration.ZERO);

            assertThatThrownBy(() -> log.log().awaitEnd(ORDERS.orderId())).isInstanceOf(LogUnavailableException.class);
            assertThat(log.status()).isInstanceOfSatisfying(LogStatus.Refusing.class, it -> assertThat(it.defect()).isTrue());
        }
    }

    /** An error, as when there is no memory left, ends the thread that sends. */
    private static void endThreadOf(Producer<byte[], byte[]> producer) {
        Thread sender = senderOf(producer);
        producer.send(ReadBarrier.record(ORDERS.topic(), 0, Instant.now()), (_, _) -> {
            throw new Error("on purpose");
        });
        Awaitility.await().until(() -> !sender.isAlive());
    }

    private static Thread senderOf(Producer<byte[], byte[]> producer) {
        String client = producer.metrics().keySet().iterator().next().tags().get("client-id");
        return Thread.getAllStackTraces()
                .keySet()
                .stream()
                .filter(thread -> thread.getName().equals("kafka-producer-network-thread | " + client))
                .findFirst()
                .orElseThrow();
    }
}
