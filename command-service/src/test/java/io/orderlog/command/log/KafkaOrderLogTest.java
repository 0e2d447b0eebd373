package io.orderlog.command.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orderlog.embedded.testing.TestKafka;
import io.orderlog.event.EventMetadata;
import io.orderlog.event.EventType;
import io.orderlog.event.HashChain;
import io.orderlog.event.RecordedEvent;
import io.orderlog.order.Charges;
import io.orderlog.order.OrderEvent;
import io.orderlog.order.OrderLine;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.TopicPartition;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KafkaOrderLogTest {

    private static TestKafka kafka;

    @TempDir
    private Path directory;

    private final String topic = "orders." + UUID.randomUUID();
    private final UUID orderId = UUID.randomUUID();

    @BeforeAll
    static void startKafka() {
        kafka = TestKafka.start();
    }

    @AfterAll
    static void stopKafka() {
        kafka.close();
    }

    @Test
    void theFirstWriterOfAVersionWins() {
        try (TestLog log = start()) {
            assertThat(log.log().append(placed(1, HashChain.GENESIS, null))).isInstanceOf(Confirmation.Valid.class);
            assertThat(log.log().append(placed(1, HashChain.GENESIS, null))).isEqualTo(new Confirmation.Superseded());
        }
    }

    @Test
    void aRestartGoesOnFromTheCheckpoint() {
        String hash;
        try (TestLog log = start()) {
            log.log().append(placed(1, HashChain.GENESIS, null));
            hash = stateOf(log).hash();
        }
        try (TestLog log = start()) {
            assertThat(stateOf(log).version()).isEqualTo(1);
            assertThat(log.log().append(held(2, hash))).isInstanceOf(Confirmation.Valid.class);
        }
    }

    @Test
    void whoWroteAloneForAWhileNoticesAtOnceThatAnotherBeganTo() {
        try (TestLog log = start(); TestLog other = start("other", 12)) {
            log.log().append(placed(1, HashChain.GENESIS, null));
            Instant end = Instant.now().plusMillis(1_500);
            while (Instant.now().isBefore(end)) {
                appendNext(log);
            }
            for (int turn = 0; turn < 20; turn++) {
                other.log().awaitEnd(orderId);
                appendNext(other);
                long written = stateOf(other).version();
                log.log().awaitEnd(orderId);
                assertThat(stateOf(log).version()).isEqualTo(written);
                appendNext(log);
            }
        }
    }

    private void appendNext(TestLog log) {
        OrderState state = stateOf(log);
        OrderEvent next = state.order().holdReason() == null ? new OrderEvent.Held("checked") : new OrderEvent.Released();
        assertThat(log.log().append(event(state.version() + 1, state.hash(), next))).isInstanceOf(Confirmation.Valid.class);
    }

    @Test
    void anEmptyDirectoryIsFilledFromTheLog() {
        try (TestLog log = start()) {
            log.log().append(placed(1, HashChain.GENESIS, null));
            try (TestLog other = start("other", 12)) {
                assertThat(stateOf(other)).isEqualTo(stateOf(log));
            }
        }
    }

    @Test
    void knowsWhichOrdersAreDueUntilTheyAreHeldOrPaid() {
        Instant due = Instant.parse("2026-01-01T00:00:00Z");
        try (TestLog log = start()) {
            log.log().append(placed(1, HashChain.GENESIS, due));
            assertThat(log.dueBy(due.minusMillis(1))).isEmpty();
            assertThat(log.dueBy(due)).containsExactly(orderId);

            log.log().append(held(2, stateOf(log).hash()));
            assertThat(log.dueBy(due)).isEmpty();
        }
    }

    @Test
    void aReadBarrierShowsWhatOthersAppendedAndLeavesNoTraceInTheOrders() {
        try (TestLog log = start(); TestLog other = start("other", 12)) {
            log.log().awaitEnd(orderId);
            assertThat(log.log().state(orderId)).isNull();

            assertThat(log.log().append(placed(1, HashChain.GENESIS, null))).isInstanceOf(Confirmation.Valid.class);
            other.log().awaitEnd(orderId);

            assertThat(stateOf(other)).isEqualTo(stateOf(log));
            assertThat(other.log().append(held(2, stateOf(other).hash()))).isInstanceOf(Confirmation.Valid.class);
            assertThat(LogReader.records(kafka.bootstrapServers(), topic)).hasSize(4);
            assertThat(LogReader.history(kafka.bootstrapServers(), topic, orderId)).hasSize(2);
        }
    }

    @Test
    void anEventThatIsLargerThanTheLogTakesIsRefused() {
        try (TestLog log = start()) {
            OrderLine large = new OrderLine(1, "1", "x".repeat(5 << 20), 1, 1, Map.of());
            assertThat(log.log().append(event(1, HashChain.GENESIS, placed(List.of(large), null))))
                    .isEqualTo(new Confirmation.TooLarge());
        }
    }

    @Test
    void refusesAVersionGap() {
        try (TestLog log = start()) {
            log.log().append(placed(1, HashChain.GENESIS, null));
            log.log().append(held(3, stateOf(log).hash()));

            assertRefusal(log, "from version 1 to 3");
        }
    }

    @Test
    void refusesABrokenChain() {
        try (TestLog log = start()) {
            log.log().append(placed(1, HashChain.GENESIS, null));
            log.log().append(held(2, "f".repeat(64)));

            assertRefusal(log, "does not carry the hash of the record before it");
        }
    }

    @Test
    void refusesAnotherNumberOfPartitions() throws Exception {
        try (Admin admin = admin()) {
            admin.createTopics(List.of(new NewTopic(topic, 6, (short) 1))).all().get();
        }
        try (TestLog log = start()) {
            assertRefusal(log, "has 6 partitions where 12 are configured");
        }
    }

    @Test
    void refusesATopicThatWasDeletedAndOneThatWasMadeAgain() throws Exception {
        try (TestLog log = start()) {
            log.log().append(placed(1, HashChain.GENESIS, null));
        }
        try (Admin admin = admin()) {
            admin.deleteTopics(List.of(topic)).all().get();
            Awaitility.await().until(() -> !admin.listTopics().names().get().contains(topic));
            try (TestLog log = start()) {
                assertRefusal(log, "is gone");
            }
            admin.createTopics(List.of(new NewTopic(topic, 12, (short) 1))).all().get();
        }
        try (TestLog log = start()) {
            assertRefusal(log, "was deleted and made again");
        }
    }

    @Test
    void refusesALogThatEndsBeforeTheCheckpoint() {
        try (TestLog log = start()) {
            log.log().append(placed(1, HashChain.GENESIS, null));
        }
        try (OrderStates states = OrderStates.open(directory.resolve("states"), 1 << 20)) {
            states.commit(3, 1_000, Map.of());
        }
        try (TestLog log = start()) {
            assertRefusal(log, "the log lost data");
        }
    }

    @Test
    void refusesALogThatWasCutAtItsBeginning() throws Exception {
        int partition;
        try (TestLog log = start()) {
            partition = ((Confirmation.Valid) log.log().append(placed(1, HashChain.GENESIS, null))).receipt().partition();
        }
        try (Admin admin = admin()) {
            admin.deleteRecords(Map.of(new TopicPartition(topic, partition), RecordsToDelete.beforeOffset(1))).all().get();
        }
        try (TestLog log = start("empty", 12)) {
            assertRefusal(log, "records were deleted");
        }
    }

    @Test
    void ordersThatAreDueAreKnownAfterARestartAndOnAnEmptyDisk() {
        Instant due = Instant.parse("2026-01-01T00:00:00Z");
        try (TestLog log = start()) {
            log.log().append(placed(1, HashChain.GENESIS, due));
        }
        try (TestLog again = start(); TestLog other = start("empty", 12)) {
            assertThat(again.dueBy(due)).containsExactly(orderId);
            assertThat(other.dueBy(due)).containsExactly(orderId);
        }
    }

    @Test
    void saysWhenAnotherInstanceUsesTheDirectory() {
        try (TestLog _ = start()) {
            assertThatThrownBy(this::start)
                    .isInstanceOf(LogUnavailableException.class)
                    .hasMessageContaining("Another instance may be using them");
        }
    }

    @Test
    void whileKafkaIsAwayTheOutcomeIsUnknownAndAfterwardsAllIsWellAgain() {
        try (TestKafka ownKafka = TestKafka.start();
                TestLog log = TestLog.start(ownKafka.bootstrapServers(), topic, directory.resolve("states"))) {
            log.log().append(placed(1, HashChain.GENESIS, null));
            RecordedEvent held = held(2, stateOf(log).hash());
            ownKafka.stop();

            assertThat(log.log().append(held)).isEqualTo(new Confirmation.Unknown());
            assertThatThrownBy(() -> log.log().awaitEnd(orderId)).isInstanceOf(LogUnavailableException.class);

            ownKafka.startAgain();
            Awaitility.await().atMost(Duration.ofSeconds(60)).ignoreExceptions().until(() -> {
                log.log().awaitEnd(orderId);
                return true;
            });
            Confirmation again = log.log().append(held(2, stateOf(log).hash()));
            assertThat(again).isInstanceOfAny(Confirmation.Valid.class, Confirmation.Superseded.class);
            assertThat(stateOf(log).version()).isEqualTo(2);
        }
    }

    private void assertRefusal(TestLog log, String reason) {
        Awaitility.await().until(() -> log.status() instanceof LogStatus.Refusing);
        assertThatThrownBy(() -> log.log().state(orderId)).isInstanceOf(LogUnavailableException.class).hasMessageContaining(reason);
    }

    private TestLog start() {
        return start("states", 12);
    }

    private TestLog start(String name, int partitions) {
        return TestLog.start(kafka.bootstrapServers(), topic, directory.resolve(name), partitions);
    }

    private static Admin admin() {
        return Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()));
    }

    private OrderState stateOf(TestLog log) {
        return Objects.requireNonNull(log.log().state(orderId));
    }

    private RecordedEvent placed(long version, String previousHash, @Nullable Instant due) {
        return event(version, previousHash, placed(List.of(new OrderLine(1, "85123A", "WHITE HANGING HEART", 6, 255, Map.of())), due));
    }

    private static OrderEvent placed(List<OrderLine> lines, @Nullable Instant due) {
        return new OrderEvent.Placed("17850", Currency.getInstance("GBP"), null, lines, Charges.NONE, null, Map.of(), due);
    }

    private RecordedEvent held(long version, String previousHash) {
        return event(version, previousHash, new OrderEvent.Held("checked"));
    }

    private RecordedEvent event(long version, String previousHash, OrderEvent event) {
        return new RecordedEvent(
                new EventMetadata(
                        UUID.randomUUID(),
                        EventType.of(event).wireName(),
                        "/test",
                        orderId,
                        version,
                        Instant.parse("2026-01-01T00:00:00Z"),
                        null,
                        "tester",
                        "correlation",
                        "causation",
                        null,
                        null,
                        null,
                        previousHash),
                event);
    }
}
