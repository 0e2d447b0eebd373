package io.orderlog.command.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orderlog.event.HashChain;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.TopicPartition;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What an instance refuses to work with, and what it says then. */
class LogRefusalTest {

    @RegisterExtension
    static final OrdersTopic ORDERS = new OrdersTopic();

    @Test
    void refusesAVersionGap() {
        try (TestLog log = ORDERS.start()) {
            log.log().append(ORDERS.placed(1, HashChain.GENESIS, null));
            log.log().append(ORDERS.held(3, ORDERS.stateOf(log).hash()));

            assertRefusal(log, "from version 1 to 3");
        }
    }

    @Test
    void refusesABrokenChain() {
        try (TestLog log = ORDERS.start()) {
            log.log().append(ORDERS.placed(1, HashChain.GENESIS, null));
            log.log().append(ORDERS.held(2, "f".repeat(64)));

            assertRefusal(log, "does not carry the hash of the record before it");
        }
    }

    @Test
    void refusesAFirstEventThatPlacesNothing() {
        try (TestLog log = ORDERS.start()) {
            log.log().append(ORDERS.held(1, HashChain.GENESIS));

            assertRefusal(log, "The first event of an order is Held");
            assertThat(log.status()).isInstanceOfSatisfying(LogStatus.Refusing.class, it -> assertThat(it.defect()).isFalse());
        }
    }

    @Test
    void refusesAnotherNumberOfPartitions() throws Exception {
        try (Admin admin = ORDERS.admin()) {
            admin.createTopics(List.of(new NewTopic(ORDERS.topic(), 6, (short) 1))).all().get();
        }
        try (TestLog log = ORDERS.start()) {
            assertRefusal(log, "has 6 partitions where 12 are configured");
        }
    }

    @Test
    void refusesATopicThatWasDeletedAndOneThatWasMadeAgain() throws Exception {
        try (TestLog log = ORDERS.start()) {
            log.log().append(ORDERS.placed(1, HashChain.GENESIS, null));
        }
        try (Admin admin = ORDERS.admin()) {
            admin.deleteTopics(List.of(ORDERS.topic())).all().get();
            Awaitility.await().until(() -> !admin.listTopics().names().get().contains(ORDERS.topic()));
            try (TestLog log = ORDERS.start()) {
                assertRefusal(log, "is gone");
            }
            admin.createTopics(List.of(new NewTopic(ORDERS.topic(), 12, (short) 1))).all().get();
        }
        try (TestLog log = ORDERS.start()) {
            assertRefusal(log, "was deleted and made again");
        }
    }

    @Test
    void refusesALogThatEndsBeforeTheCheckpoint() {
        try (TestLog log = ORDERS.start()) {
            log.log().append(ORDERS.placed(1, HashChain.GENESIS, null));
        }
        try (OrderStates states = OrderStates.open(ORDERS.directory().resolve("states"), 1 << 20)) {
            states.commit(3, 1_000, Map.of());
        }
        try (TestLog log = ORDERS.start()) {
            assertRefusal(log, "the log lost data");
        }
    }

    @Test
    void refusesALogThatWasCutAtItsBeginning() throws Exception {
        int partition;
        try (TestLog log = ORDERS.start()) {
            partition = ((Confirmation.Valid) log.log().append(ORDERS.placed(1, HashChain.GENESIS, null))).receipt().partition();
        }
        try (Admin admin = ORDERS.admin()) {
            admin.deleteRecords(Map.of(new TopicPartition(ORDERS.topic(), partition), RecordsToDelete.beforeOffset(1))).all().get();
        }
        try (TestLog log = ORDERS.start("empty", 12)) {
            assertRefusal(log, "records were deleted");
        }
    }

    @Test
    void saysWhenAnotherInstanceUsesTheDirectory() {
        try (TestLog _ = ORDERS.start()) {
            assertThatThrownBy(ORDERS::start)
                    .isInstanceOf(LogUnavailableException.class)
                    .hasMessageContaining("Another instance may be using them");
        }
    }

    private void assertRefusal(TestLog log, String reason) {
        Awaitility.await().until(() -> log.status() instanceof LogStatus.Refusing);
        assertThatThrownBy(() -> log.log().state(ORDERS.orderId())).isInstanceOf(LogUnavailableException.class)
                .hasMessageContaining(reason);
    }
}
