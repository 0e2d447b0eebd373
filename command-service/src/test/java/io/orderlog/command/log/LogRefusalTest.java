package io.orderlog.command.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orderlog.event.EventCodec;
import io.orderlog.event.EventHeaders;
import io.orderlog.event.HashChain;
import io.orderlog.event.RecordedEvent;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What an instance refuses to work with, and what it says then. */
class LogRefusalTest {

    private static final String RESTORE = "Restore the topic from a copy";
    private static final Map<String, String> KEPT_FOR_EVER = Map.of("retention.ms", "-1", "cleanup.policy", "delete");

    @RegisterExtension
    static final OrdersTopic ORDERS = new OrdersTopic();

    @Test
    void refusesAVersionGap() {
        try (TestLog log = ORDERS.start()) {
            log.log().append(ORDERS.placed(1, HashChain.GENESIS, null));
            log.log().append(ORDERS.held(3, ORDERS.stateOf(log).hash()));

            assertRefusal(log, "from version 1 to 3", RESTORE);
        }
    }

    @Test
    void refusesABrokenChain() {
        try (TestLog log = ORDERS.start()) {
            log.log().append(ORDERS.placed(1, HashChain.GENESIS, null));
            log.log().append(ORDERS.held(2, "f".repeat(64)));

            assertRefusal(log, "does not carry the hash of the record before it", RESTORE);
        }
    }

    @Test
    void refusesAFirstEventThatPlacesNothing() {
        try (TestLog log = ORDERS.start()) {
            log.log().append(ORDERS.held(1, HashChain.GENESIS));

            assertRefusal(log, "The first event of an order is Held", RESTORE);
        }
    }

    @Test
    void refusesAnEventOfATypeThatItDoesNotKnow() throws Exception {
        try (TestLog log = ORDERS.start()) {
            ProducerRecord<byte[], byte[]> record = record(ORDERS.placed(1, HashChain.GENESIS, null), 12);
            record.headers().remove(EventHeaders.TYPE).add(EventHeaders.TYPE, "orderlog.order.teleported.v1".getBytes(UTF_8));
            log.producer().send(record).get();

            assertRefusal(log, "orderlog.order.teleported.v1", "run a release that can read it");
        }
    }

    @Test
    void refusesAnotherNumberOfPartitionsThanConfigured() throws Exception {
        try (Admin admin = ORDERS.admin()) {
            create(admin, ORDERS.topic(), 6, Map.of());
        }
        try (TestLog log = ORDERS.start()) {
            assertRefusal(log, "has 6 partitions where 12 are configured", "Set orderlog.log.partitions");
        }
    }

    @Test
    void refusesPartitionsThatWereAddedAlsoWhenTheyAreConfigured() throws Exception {
        try (TestLog log = ORDERS.start()) {
            log.log().append(ORDERS.placed(1, HashChain.GENESIS, null));
        }
        try (Admin admin = ORDERS.admin()) {
            admin.createPartitions(Map.of(ORDERS.topic(), NewPartitions.increaseTo(24))).all().get();
            Awaitility.await().until(() -> partitions(admin) == 24);
        }
        for (int configured : List.of(12, 24)) {
            try (TestLog log = ORDERS.start("states", configured)) {
                assertRefusal(log, "has 24 partitions where it had 12", "restore the topic from a copy with 12");
            }
        }
    }

    @Test
    void refusesAnOrderInAPartitionThatIsNotItsOwn() throws Exception {
        // As a topic has them to which partitions were added.
        try (TestLog log = ORDERS.start()) {
            RecordedEvent event = ORDERS.placed(1, HashChain.GENESIS, null);
            int own = EventCodec.partition(EventCodec.key(ORDERS.orderId()), 12);
            log.producer().send(inPartition(record(event, 12), (own + 1) % 12)).get();

            assertRefusal(log, "its order belongs into partition %d of 12".formatted(own), RESTORE);
        }
    }

    @Test
    void doesNotWorkWithATopicThatDoesNotKeepEverythingUntilItDoes() throws Exception {
        Map<String, String> forgetful = Map.of("retention.ms", "604800000", "cleanup.policy", "compact,delete");
        try (Admin admin = ORDERS.admin()) {
            create(admin, ORDERS.topic(), 12, forgetful);
            try (TestLog log = ORDERS.begin()) {
                Awaitility.await()
                        .untilAsserted(() -> assertThat(log.status()).isInstanceOfSatisfying(
                                LogStatus.Away.class, it -> assertThat(it.reason())
                                        .contains("cleanup.policy is compact,delete and retention.ms is 604800000")
                                        .contains("--add-config cleanup.policy=delete,retention.ms=-1")));

                var topic = new ConfigResource(ConfigResource.Type.TOPIC, ORDERS.topic());
                admin.incrementalAlterConfigs(Map.of(topic, KEPT_FOR_EVER.entrySet()
                        .stream()
                        .map(it -> new AlterConfigOp(new ConfigEntry(it.getKey(), it.getValue()), AlterConfigOp.OpType.SET))
                        .toList())).all().get();
                Awaitility.await().until(() -> log.status() instanceof LogStatus.Current);
            }
        }
    }

    /** In an empty log nothing else shows that it is another one. */
    @Test
    void noticesATopicThatIsDeletedAndMadeAgainMeanwhile() throws Exception {
        try (TestLog log = ORDERS.start(); Admin admin = ORDERS.admin()) {
            admin.deleteTopics(List.of(ORDERS.topic())).all().get();
            Awaitility.await().until(() -> !admin.listTopics().names().get().contains(ORDERS.topic()));
            create(admin, ORDERS.topic(), 12, Map.of());

            assertRefusal(log, "was deleted and made again", "Delete the states directory");
        }
    }

    @Test
    void noticesPartitionsThatAreAddedMeanwhile() throws Exception {
        try (TestLog log = ORDERS.start(); Admin admin = ORDERS.admin()) {
            admin.createPartitions(Map.of(ORDERS.topic(), NewPartitions.increaseTo(24))).all().get();

            assertRefusal(log, "has 24 partitions where it had 12", "restore the topic from a copy with 12");
        }
    }

    private static void create(Admin admin, String topic, int partitions, Map<String, String> otherwise) throws Exception {
        Map<String, String> settings = new HashMap<>(KEPT_FOR_EVER);
        settings.putAll(otherwise);
        admin.createTopics(List.of(new NewTopic(topic, partitions, (short) 1).configs(settings))).all().get();
    }

    private static int partitions(Admin admin) throws Exception {
        return admin.describeTopics(List.of(ORDERS.topic())).allTopicNames().get().values().iterator().next().partitions().size();
    }

    private static ProducerRecord<byte[], byte[]> record(RecordedEvent event, int partitions) {
        byte[] key = EventCodec.key(event.metadata().orderId());
        return new ProducerRecord<>(ORDERS.topic(), EventCodec.partition(key, partitions), 0L, key, new EventCodec().value(event.event()),
                EventCodec.headers(event.metadata()));
    }

    private static ProducerRecord<byte[], byte[]> inPartition(ProducerRecord<byte[], byte[]> record, int partition) {
        return new ProducerRecord<>(record.topic(), partition, record.timestamp(), record.key(), record.value(), record.headers());
    }

    /** It stays alive: another start would not cure it. */
    private static void assertRefusal(TestLog log, String reason, String wayOut) {
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> log.status() instanceof LogStatus.Refusing);
        assertThat(log.status()).isInstanceOfSatisfying(LogStatus.Refusing.class, it -> assertThat(it.defect()).isFalse());
        assertThatThrownBy(() -> log.log().state(ORDERS.orderId())).isInstanceOf(LogUnavailableException.class)
                .hasMessageContaining(reason)
                .hasMessageContaining(wayOut);
    }
}
