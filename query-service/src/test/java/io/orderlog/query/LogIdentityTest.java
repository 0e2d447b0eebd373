package io.orderlog.query;

import static io.orderlog.query.TestOrders.placed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orderlog.order.OrderEvent;
import java.time.Duration;
import java.util.UUID;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;

/** Views are made from one log; of another one they want to know nothing. */
class LogIdentityTest {

    private static final Duration SOON = Duration.ofSeconds(30);

    @Test
    void aTopicThatWasDeletedAndMadeAgainIsRefusedUntilTheViewsAreMadeAnew() throws Exception {
        try (var house = TestHouse.open()) {
            var before = house.startReady();
            UUID old = TestOrders.id();
            assertThat(house.get(before, "/orders/" + old, "Consistency-Token", house.log().append(old, placed())).statusCode())
                    .isEqualTo(200);
            before.close();
            house.log().remakeTopic();
            house.log().append(TestOrders.id(), placed());

            var service = house.start();
            awaitRefusal(house, service, "was deleted and made again");
            awaitRefusal(house, service, "drop the schema views_g1");
            assertThat(house.count("orders")).isEqualTo(1);
            assertThat(house.count("orders where id = '" + old + "'")).isEqualTo(1);
            service.close();

            dropViews(house);
            house.startReady();
            house.awaitEqual();
        }
    }

    @Test
    void aTopicThatIsDeletedAndMadeAgainMeanwhileIsRefused() throws Exception {
        try (var house = TestHouse.open()) {
            var service = house.startReady();
            UUID old = TestOrders.id();
            assertThat(house.get(service, "/orders/" + old, "Consistency-Token", house.log().append(old, placed())).statusCode())
                    .isEqualTo(200);

            house.log().remakeTopic();

            awaitRefusal(house, service, "was deleted and made again");
            await().atMost(SOON).until(() -> stopped(house, service).size() == TestLog.PARTITIONS);
            for (int i = 0; i < 5 * TestLog.PARTITIONS; i++) {
                house.log().append(TestOrders.id(), placed());
            }
            await().during(Duration.ofSeconds(1)).atMost(SOON).until(() -> house.count("orders") == 1);
        }
    }

    @Test
    void aTopicThatIsGoneIsRefused() throws Exception {
        try (var house = TestHouse.open()) {
            var before = house.startReady();
            UUID order = TestOrders.id();
            house.get(before, "/orders/" + order, "Consistency-Token", house.log().append(order, placed()));
            before.close();
            house.log().deleteTopic();

            awaitRefusal(house, house.start(), "is gone");
        }
    }

    @Test
    void aLogThatLostRecordsIsRefused() throws Exception {
        try (var house = TestHouse.open(); var connection = house.connect(); var statement = connection.createStatement()) {
            var before = house.startReady();
            UUID order = TestOrders.id();
            house.get(before, "/orders/" + order, "Consistency-Token", house.log().append(order, placed()));
            before.close();
            statement.execute("update checkpoint set next_offset = next_offset + 1");

            awaitRefusal(house, house.start(), "lost records");
        }
    }

    @Test
    void aRecordThatDoesNotContinueTheChainOfHashesStopsItsPartitionLoudlyAndNoOther() throws Exception {
        try (var house = TestHouse.open()) {
            UUID damaged = TestOrders.id();
            house.log().append(damaged, placed());
            RecordMetadata forged = house.log().appendForged(damaged, new OrderEvent.Held("fraud"));
            var service = house.start();
            await().atMost(SOON).until(() -> house.get(service, "/actuator/health/views").statusCode() == 503);

            assertThat(stopped(house, service).get("views_g1/" + forged.partition()).asString())
                    .contains("from offset " + forged.offset(), "does not carry the hash of the record before it", "restore the topic");
            await().atMost(SOON).until(() -> house.get(service, "/actuator/health/readiness").statusCode() == 200);
            assertThat(house.json(service, "/orders/" + damaged).get("version").asLong()).isEqualTo(1);
            assertThat(house.count("checkpoint where log_partition = " + forged.partition() + " and next_offset = " + forged.offset()))
                    .isEqualTo(1);
        }
    }

    private static void awaitRefusal(TestHouse house, ConfigurableApplicationContext service, String why) {
        await().atMost(SOON).untilAsserted(() -> {
            var readiness = house.get(service, "/actuator/health/readiness");
            assertThat(readiness.statusCode()).isEqualTo(503);
            assertThat(readiness.body()).contains(why);
        });
    }

    private static JsonNode stopped(TestHouse house, ConfigurableApplicationContext service) throws Exception {
        return house.json(service, "/actuator/health/views").at("/details/stopped");
    }

    private static void dropViews(TestHouse house) throws Exception {
        try (var connection = house.connect(); var statement = connection.createStatement()) {
            statement.execute("drop schema views_g1 cascade");
        }
    }
}
