package io.orderlog.query;

import static io.orderlog.query.TestOrders.placed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import io.orderlog.order.OrderEvent;
import java.time.Duration;
import java.util.UUID;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;

/** A log that is not as it should be stops as little as possible. */
class ProjectionDamageTest {

    private static final Duration SOON = Duration.ofSeconds(30);

    @Test
    void aLogWithAGapStopsItsPartitionLoudlyAndNoOther() throws Exception {
        try (var house = TestHouse.open()) {
            UUID damaged = TestOrders.id();
            house.log().append(damaged, placed());
            RecordMetadata gap = house.log().appendAfterGap(damaged, new OrderEvent.Held("fraud"));
            var service = house.start();
            await().atMost(SOON).until(() -> house.get(service, "/actuator/health/views").statusCode() == 503);

            JsonNode health = house.json(service, "/actuator/health/views");
            assertThat(health.at("/details/stopped/views_g1~1" + gap.partition()).asString()).contains("from version 1 to 3");
            assertThat(registry(service).get("orderlog.views.stopped").gauge().value()).isEqualTo(1);
            assertThat(house.json(service, "/orders/" + damaged).get("version").asLong()).isEqualTo(1);

            UUID other = house.log().elsewhere(gap.partition());
            await().atMost(SOON).until(() -> house.get(service, "/orders/" + other).statusCode() == 200);
            await().atMost(SOON).until(() -> house.get(service, "/actuator/health/readiness").statusCode() == 200);
            assertThat(house.count("checkpoint where log_partition = " + gap.partition() + " and next_offset = " + gap.offset()))
                    .isEqualTo(1);
        }
    }

    @Test
    void anUnreadableEventParksItsOrderAndEverythingElseGoesOn() throws Exception {
        try (var house = TestHouse.open()) {
            var service = house.start();
            UUID order = TestOrders.id();
            house.log().append(order, placed());
            RecordMetadata poison = house.log().appendUnreadable(order, "orderlog.order.exploded.v9", "{\"why\":1}");
            house.log().append(order, new OrderEvent.Held("fraud"));
            UUID neighbour = house.log().neighbourIn(poison.partition());
            await().atMost(SOON).until(() -> house.get(service, "/orders/" + neighbour).statusCode() == 200);

            assertThat(house.json(service, "/orders/" + order).get("version").asLong()).isEqualTo(1);
            assertThat(house.count("parked_record where reason like '%does not know the event type%' and log_offset = " + poison.offset()))
                    .isEqualTo(1);
            assertThat(house.count("parked_record where reason is null and record_key = '" + order + "'::bytea")).isEqualTo(1);
            assertThat(house.count("parked_record where record_value = '{\"why\":1}'::bytea")).isEqualTo(1);
            assertThat(events(service, "parked")).isEqualTo(2);
        }
    }

    @Test
    void anEventThatPostgresDoesNotTakeParksItsOrderAndEverythingElseGoesOn() throws Exception {
        try (var house = TestHouse.open()) {
            UUID order = TestOrders.id();
            String token = house.log().append(order, TestOrders.placed("\0", 100));
            UUID neighbour = house.log().neighbourIn(Integer.parseInt(token.split(":")[0]));
            var service = house.start();
            await().atMost(SOON).until(() -> house.get(service, "/orders/" + neighbour).statusCode() == 200);

            assertThat(house.count("parked_record where reason like 'it cannot be projected%'")).isEqualTo(1);
            assertThat(house.get(service, "/orders/" + order).statusCode()).isEqualTo(404);
        }
    }

    @Test
    void theServiceWaitsForATopicThatIsNotThereYet() throws Exception {
        try (var house = TestHouse.openWithoutTopic()) {
            var service = house.start();
            assertThat(house.get(service, "/actuator/health/readiness").statusCode()).isEqualTo(503);
            assertThat(house.get(service, "/actuator/health/liveness").statusCode()).isEqualTo(200);
            house.log().createTopic();
            house.log().append(TestOrders.id(), placed());
            house.awaitEqual();
            await().atMost(SOON).until(() -> house.get(service, "/actuator/health/readiness").statusCode() == 200);
        }
    }

    private static double events(ConfigurableApplicationContext service, String outcome) {
        return registry(service).get("orderlog.views.events").tag("outcome", outcome).counter().count();
    }

    private static MeterRegistry registry(ConfigurableApplicationContext service) {
        return service.getBean(MeterRegistry.class);
    }
}
