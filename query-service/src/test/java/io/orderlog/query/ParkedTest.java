package io.orderlog.query;

import static io.orderlog.query.TestOrders.placed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import io.orderlog.event.EventCodec;
import io.orderlog.event.NextRelease;
import io.orderlog.order.OrderEvent;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;
import tools.jackson.databind.JsonNode;

/** Events that nobody can project are kept aside, and operators let their orders go on. */
@SuppressWarnings("NullAway.Init")
class ParkedTest {

    private static final Duration SOON = Duration.ofSeconds(60);

    private final UUID order = TestOrders.id();
    private TestHouse house;

    @BeforeEach
    void open() throws Exception {
        house = TestHouse.open();
    }

    @AfterEach
    void close() {
        house.close();
    }

    /** What knows one more type. */
    @Configuration(proxyBeanMethods = false)
    @Import(QueryServiceApplication.class)
    static class NewRelease {

        @Bean
        @Primary
        EventCodec codecOfTheNextRelease() {
            return NextRelease.codec();
        }
    }

    @Test
    void anEventOfAnUnknownTypeParksItsOrderAloneUntilAReleaseComesThatKnowsIt() throws Exception {
        var old = house.start();
        house.log().append(order, placed());
        RecordMetadata unknown = house.log().appendUnreadable(order, NextRelease.TYPE, "{\"because\":\"fraud\"}");
        house.log().append(order, new OrderEvent.PaymentReceived("ch_1", 3630));
        UUID other = TestOrders.id();
        house.log().append(other, placed());
        awaitParked(2);
        await().atMost(SOON).until(() -> house.get(old, "/orders/" + other).statusCode() == 200);

        JsonNode listed = house.json(old, "/parked").get("items").get(0);
        assertThat(listed.get("name").asString()).isEqualTo(order.toString());
        assertThat(listed.get("offset").asLong()).isEqualTo(unknown.offset());
        assertThat(listed.at("/type/text").asString()).isEqualTo(NextRelease.TYPE);
        assertThat(listed.get("reason").asString()).contains("does not know the event type");
        assertThat(listed.get("waiting").asInt()).isEqualTo(1);
        assertThat(old.getBean(MeterRegistry.class).get("orderlog.views.parked").gauge().value()).isEqualTo(1);
        JsonNode records = house.json(old, "/parked/" + order).get("records");
        assertThat(records.get(0).at("/value/text").asString()).isEqualTo("{\"because\":\"fraud\"}");
        assertThat(records.get(0).get("headers").findValuesAsString("name")).contains("ce_type", "previoushash");
        assertThat(records.size()).isEqualTo(2);

        HttpResponse<String> tooEarly = house.post(old, "/parked/" + order + "/release", "{\"reason\":\"hope\"}");
        assertThat(tooEarly.statusCode()).isEqualTo(409);
        assertThat(TestHouse.json(tooEarly).get("type").asString()).isEqualTo("/problems/still-parked");
        assertThat(house.count("parked_record")).isEqualTo(2);
        assertThat(house.json(old, "/parked/decisions").get("items").size()).isZero();
        old.close();

        var next = house.start(NewRelease.class);
        HttpResponse<String> released = house.post(next, "/parked/" + order + "/release", "{\"reason\":\"the next release knows it\"}");
        assertThat(released.statusCode()).isEqualTo(200);
        assertThat(TestHouse.json(released).get("taken").asInt()).isEqualTo(2);
        assertThat(house.json(next, "/orders/" + order).get("status").asString()).isEqualTo("ON_HOLD");
        assertThat(house.json(next, "/orders/" + order).get("version").asLong()).isEqualTo(3);
        assertThat(house.json(next, "/parked").get("items").size()).isZero();
        JsonNode decision = house.json(next, "/parked/decisions").get("items").get(0);
        assertThat(decision.get("action").asString()).isEqualTo("RELEASE");
        assertThat(decision.get("reason").asString()).isEqualTo("the next release knows it");
        assertThat(decision.get("actor").asString()).isNotEmpty();

        house.log().append(order, new OrderEvent.Released());
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(house.json(next, "/orders/" + order).get("status").asString()).isEqualTo("OPEN"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"a\":1}", "no JSON", "{\"name\":\"\\u0000\"}", ""})
    void aSkippedEventChangesNothingAndTheOrderGoesOnAfterIt(String value) throws Exception {
        var service = house.start();
        house.log().append(order, placed());
        RecordMetadata bad = house.log().appendUnreadable(order, "orderlog.order.exploded.v9", value);
        house.log().append(order, new OrderEvent.Held("fraud"));
        awaitParked(2);

        HttpResponse<String> skipped = skip(service, bad.offset());
        assertThat(skipped.statusCode()).as(skipped.body()).isEqualTo(200);
        assertThat(TestHouse.json(skipped).get("taken").asInt()).isEqualTo(2);
        house.log().append(order, new OrderEvent.Released());
        awaitEqual(bad);

        JsonNode event = house.json(service, "/orders/" + order + "/events").get("items").get(1);
        assertThat(event.get("skipped").asBoolean()).isTrue();
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
    void viewsThatAreMadeAnewKnowTheDecisionAndBothKnowTheNextOne() throws Exception {
        var service = house.start();
        house.log().append(order, placed());
        RecordMetadata bad = house.log().appendUnreadable(order, NextRelease.TYPE, "{\"because\":\"fraud\"}");
        house.log().append(order, new OrderEvent.PaymentReceived("ch_1", 3630));
        awaitParked(2);
        assertThat(skip(service, bad.offset()).statusCode()).isEqualTo(200);
        awaitEqual(bad);
        service.close();

        var next = house.startReady(NewRelease.class);
        assertThat(house.post(next, "/rebuilds", "{\"switch\":true}").statusCode()).isEqualTo(201);
        await().atMost(SOON).until(() -> house.liveSchema().equals("views_g2"));
        awaitEqual(bad);
        assertThat(house.count("views_g2.parked_record")).isZero();

        RecordMetadata second = house.log().appendUnreadable(order, "orderlog.order.exploded.v9", "{}");
        house.log().append(order, new OrderEvent.Held("fraud"));
        await().atMost(SOON)
                .until(() -> house.count("views_g1.parked_record") == 2 && house.count("views_g2.parked_record") == 2);
        assertThat(skip(next, second.offset()).statusCode()).isEqualTo(200);
        assertThat(house.count("views_g1.parked_record")).isZero();
        assertThat(house.count("views_g2.parked_record")).isZero();
        awaitEqual(bad, second);
    }

    @Test
    void theFirstEventOfAnOrderCannotBeSkipped() throws Exception {
        var service = house.start();
        RecordMetadata bad = house.log().appendUnreadable(order, "orderlog.order.placed.v9", "{}");
        house.log().append(order, new OrderEvent.Held("waits"));
        awaitParked(2);

        HttpResponse<String> refused = skip(service, bad.offset());
        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(TestHouse.json(refused).get("type").asString()).isEqualTo("/problems/not-skippable");
        assertThat(house.count("parked_record")).isEqualTo(2);
        assertThat(house.count("orderlog.parked_decision")).isZero();
    }

    @Test
    void onlyTheEventThatOthersWaitBehindCanBeSkipped() throws Exception {
        var service = house.start();
        house.log().append(order, placed());
        RecordMetadata bad = house.log().appendUnreadable(order, "orderlog.order.exploded.v9", "{}");
        house.log().append(order, new OrderEvent.Held("waits"));
        RecordMetadata second = house.log().appendUnreadable(order, "orderlog.order.exploded.v9", "{}");
        awaitParked(3);

        assertThat(skip(service, second.offset()).statusCode()).isEqualTo(409);
        JsonNode one = TestHouse.json(skip(service, bad.offset()));
        assertThat(one.get("taken").asInt()).isEqualTo(2);
        assertThat(one.get("parked").asInt()).isEqualTo(1);
        assertThat(one.get("reason").asString()).contains("exploded");
        assertThat(house.json(service, "/parked/" + order).at("/order/offset").asLong()).isEqualTo(second.offset());
        assertThat(skip(service, second.offset()).statusCode()).isEqualTo(200);
        awaitEqual(bad, second);
    }

    @Test
    void anInstanceThatRemembersTheOrderSeesWhatAnotherOneDecided() throws Exception {
        var one = house.startReady();
        var other = house.startReady();
        house.log().append(order, placed());
        Set<String> skipped = new HashSet<>();
        for (int round = 0; round < 8; round++) {
            RecordMetadata bad = house.log().appendUnreadable(order, "orderlog.order.exploded.v9", "{}");
            skipped.add(bad.partition() + ":" + bad.offset());
            awaitParkedName(one);
            var next = house.log().send(order, new OrderEvent.PaymentReceived("ch_" + round, 1), null);
            assertThat(skip(round % 2 == 0 ? one : other, bad.offset()).statusCode()).isEqualTo(200);
            house.log().append(order, new OrderEvent.PaymentReceived("later_" + round, 1));
            next.get();
        }
        await().atMost(SOON).untilAsserted(() -> assertThat(house.differences(skipped)).isEmpty());
        assertThat(house.count("parked_record")).isZero();
    }

    @Test
    void recordsThatAreNoEventsOfAnOrderAreNamedByTheirPlace() throws Exception {
        var service = house.start();
        RecordMetadata foreign = house.log().appendForeign(new byte[]{(byte) 0xff, 0}, new byte[]{(byte) 0xfe});
        awaitParked(1);

        String name = house.json(service, "/parked").at("/items/0/name").asString();
        assertThat(name).isEqualTo(foreign.partition() + ":" + foreign.offset());
        JsonNode shown = house.json(service, "/parked/" + name);
        assertThat(shown.at("/order/key/base64").asString()).isEqualTo("/wA=");
        assertThat(shown.at("/records/0/value/base64").asString()).isEqualTo("/g==");
        assertThat(house.post(service, "/parked/" + name + "/skip", "{\"offset\":%d,\"reason\":\"x\"}".formatted(foreign.offset()))
                .statusCode())
                .isEqualTo(200);
        assertThat(house.count("parked_record")).isZero();
    }

    @Test
    void whatIsAskedWronglyIsAnsweredWithAProblem() throws Exception {
        var service = house.startReady();
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

    private HttpResponse<String> skip(ConfigurableApplicationContext service, long offset) throws Exception {
        return house.post(service, "/parked/" + order + "/skip", "{\"offset\":%d,\"reason\":\"a faulty tool\"}".formatted(offset));
    }

    private void awaitParked(int records) {
        await().atMost(SOON).ignoreExceptions().until(() -> house.count("parked_record") == records);
    }

    private void awaitParkedName(ConfigurableApplicationContext service) {
        await().atMost(SOON).until(() -> house.get(service, "/parked/" + order).statusCode() == 200);
    }

    private void awaitEqual(RecordMetadata... skipped) {
        Set<String> places = new HashSet<>();
        for (RecordMetadata it : skipped) {
            places.add(it.partition() + ":" + it.offset());
        }
        await().atMost(SOON).ignoreExceptions().untilAsserted(() -> assertThat(house.differences(places)).isEmpty());
    }
}
