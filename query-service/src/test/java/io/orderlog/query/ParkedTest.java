package io.orderlog.query;

import static io.orderlog.query.TestOrders.placed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orderlog.order.OrderEvent;
import java.net.http.HttpResponse;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;

/** Events that nobody can project are kept aside, and operators let their orders go on. */
@SuppressWarnings("NullAway.Init")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ParkedTest {

    private static final Duration SOON = Duration.ofSeconds(60);
    /** Comes after those that compare the views with the log, in which something stays that nobody can read. */
    private static final int DIFFERS = Integer.MAX_VALUE;
    private static final Set<String> SKIPPED = new HashSet<>();

    private static TestHouse house;
    private static ConfigurableApplicationContext service;

    private final UUID order = TestOrders.id();

    @BeforeAll
    static void open() throws Exception {
        house = TestHouse.open();
        service = house.startReady();
    }

    @AfterAll
    static void close() {
        house.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"a\":1}", "no JSON", "{\"name\":\"\\u0000\"}", ""})
    void aSkippedEventChangesNothingAndTheOrderGoesOnAfterIt(String value) throws Exception {
        house.log().append(order, placed());
        RecordMetadata bad = house.log().appendUnreadable(order, "orderlog.order.exploded.v9", value);
        house.log().append(order, new OrderEvent.Held("fraud"));
        awaitParked(2);

        HttpResponse<String> skipped = skip(bad.offset());
        assertThat(skipped.statusCode()).as(skipped.body()).isEqualTo(200);
        assertThat(TestHouse.json(skipped).get("taken").asInt()).isEqualTo(2);
        house.log().append(order, new OrderEvent.Released());
        skipped(bad);
        awaitEqual();

        JsonNode event = house.json(service, "/orders/" + order + "/events").get("items").get(1);
        assertThat(event.get("skipped").asBoolean()).isTrue();
        JsonNode difference = house.json(service, "/audit/orders/" + order + "/diff").get("events");
        assertThat(difference.at("/1/skipped").asBoolean()).isTrue();
        assertThat(difference.at("/1/changes")).isEmpty();
        assertThat(difference.get(2).has("skipped")).isFalse();
        assertThat(event.get("version").asLong()).isEqualTo(2);
        assertThat(house.json(service, "/orders/" + order).get("version").asLong()).isEqualTo(4);
        assertThat(house.json(service, "/orders/" + order + "?version=4").get("status").asString()).isEqualTo("OPEN");
        assertThat(house.json(service, "/orders/" + order + "?effectiveAt=2999-01-01").get("status").asString()).isEqualTo("OPEN");
        assertThat(house.json(service, "/audit/orders/" + order + "/verification").get("holds").asBoolean()).isTrue();
        JsonNode decision = house.json(service, "/parked/decisions").get("items").get(0);
        assertThat(decision.get("action").asString()).isEqualTo("SKIP");
        assertThat(decision.get("offset").asLong()).isEqualTo(bad.offset());
        assertThat(decision.get("type").asString()).isEqualTo("orderlog.order.exploded.v9");
    }

    @Test
    void onlyTheEventThatOthersWaitBehindCanBeSkipped() throws Exception {
        house.log().append(order, placed());
        RecordMetadata bad = house.log().appendUnreadable(order, "orderlog.order.exploded.v9", "{}");
        house.log().append(order, new OrderEvent.Held("waits"));
        RecordMetadata second = house.log().appendUnreadable(order, "orderlog.order.exploded.v9", "{}");
        awaitParked(3);

        assertThat(skip(second.offset()).statusCode()).isEqualTo(409);
        JsonNode one = TestHouse.json(skip(bad.offset()));
        assertThat(one.get("taken").asInt()).isEqualTo(2);
        assertThat(one.get("parked").asInt()).isEqualTo(1);
        assertThat(one.get("reason").asString()).contains("exploded");
        assertThat(house.json(service, "/parked/" + order).at("/order/offset").asLong()).isEqualTo(second.offset());
        assertThat(skip(second.offset()).statusCode()).isEqualTo(200);
        skipped(bad, second);
        awaitEqual();
    }

    @Test
    void anEventWithTextsThatPostgresCannotIndexIsKeptAsItWasWrittenAndFound() throws Exception {
        house.log().append(order, placed());
        String many = IntStream.range(0, 90_000).mapToObj(Integer::toString).collect(Collectors.joining(" "));
        house.log().appendUnreadable(order, null, "{\"later\":[\"zebra\\u0000crossing \\ud800\",\"%s\"]}".formatted(many));
        house.log().append(order, new OrderEvent.Held("x"));
        await().atMost(SOON).until(() -> house.json(service, "/orders/" + order).path("version").asLong() == 3);

        JsonNode found = house.json(service, "/audit/events?text=crossing&order=" + order).get("items");
        assertThat(found).hasSize(1);
        assertThat(found.at("/0/data/later/0").asString()).isEqualTo("zebra\0crossing \ud800");
        assertThat(house.json(service, "/audit/orders/" + order + "/verification").get("holds").asBoolean()).isTrue();
    }

    @Test
    void whatIsAskedWronglyIsAnsweredWithAProblem() throws Exception {
        assertThat(house.get(service, "/parked/" + order).statusCode()).isEqualTo(404);
        assertThat(house.get(service, "/parked/9999999:1").statusCode()).isEqualTo(404);
        assertThat(house.get(service, "/parked/%00%27;drop%20table").statusCode()).isIn(400, 404);
        assertThat(house.get(service, "/parked?after=1").statusCode()).isEqualTo(400);
        assertThat(house.get(service, "/parked?limit=0").statusCode()).isEqualTo(400);
        assertThat(house.get(service, "/parked/decisions?before=x").statusCode()).isEqualTo(400);
        assertThat(house.post(service, "/parked/" + order + "/release", "{\"reason\":\"x\"}").statusCode()).isEqualTo(404);
        assertThat(house.post(service, "/parked/" + order + "/release", "").statusCode()).isEqualTo(400);
        assertThat(house.post(service, "/parked/" + order + "/release", "{\"reason\":\"\\u0000\"}").statusCode()).isEqualTo(400);
        assertThat(house.post(service, "/parked/" + order + "/skip", "{\"reason\":\"x\",\"offset\":-1}").statusCode()).isEqualTo(400);
        assertThat(house.post(service, "/parked/" + order + "/skip", "[").statusCode()).isEqualTo(400);
        assertThat(house.post(service, "/parked/" + order + "/skip", " ".repeat(70_000)).statusCode()).isEqualTo(413);
    }

    @Test
    @Order(DIFFERS)
    void theFirstEventOfAnOrderCannotBeSkipped() throws Exception {
        RecordMetadata bad = house.log().appendUnreadable(order, "orderlog.order.placed.v9", "{}");
        house.log().append(order, new OrderEvent.Held("waits"));
        awaitParked(2);

        HttpResponse<String> refused = skip(bad.offset());
        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(TestHouse.json(refused).get("type").asString()).isEqualTo("/problems/not-skippable");
        assertThat(parked()).isEqualTo(2);
        assertThat(house.count("orderlog.parked_decision where record_key = '%s'::bytea".formatted(order))).isZero();
    }

    @Test
    @Order(DIFFERS)
    void recordsThatAreNoEventsOfAnOrderAreNamedByTheirPlace() throws Exception {
        RecordMetadata foreign = house.log().appendForeign(new byte[]{(byte) 0xff, 0}, new byte[]{(byte) 0xfe});
        String name = foreign.partition() + ":" + foreign.offset();
        await().atMost(SOON).until(() -> house.json(service, "/parked").get("items").findValuesAsString("name").contains(name));

        JsonNode shown = house.json(service, "/parked/" + name);
        assertThat(shown.at("/order/key/base64").asString()).isEqualTo("/wA=");
        assertThat(shown.at("/records/0/value/base64").asString()).isEqualTo("/g==");
        assertThat(house.post(service, "/parked/" + name + "/skip", "{\"offset\":%d,\"reason\":\"x\"}".formatted(foreign.offset()))
                .statusCode())
                .isEqualTo(200);
        assertThat(house.get(service, "/parked/" + name).statusCode()).isEqualTo(404);
    }

    private HttpResponse<String> skip(long offset) throws Exception {
        return house.post(service, "/parked/" + order + "/skip", "{\"offset\":%d,\"reason\":\"a faulty tool\"}".formatted(offset));
    }

    private long parked() throws SQLException {
        return house.count("parked_record where record_key = '%s'::bytea".formatted(order));
    }

    private void awaitParked(int records) {
        await().atMost(SOON).until(() -> parked() == records);
    }

    private static void skipped(RecordMetadata... records) {
        for (RecordMetadata it : records) {
            SKIPPED.add(it.partition() + ":" + it.offset());
        }
    }

    private static void awaitEqual() {
        await().atMost(SOON).ignoreExceptions().untilAsserted(() -> assertThat(house.differences(SKIPPED)).isEmpty());
    }
}
