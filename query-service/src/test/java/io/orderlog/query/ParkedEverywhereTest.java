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
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;
import tools.jackson.databind.JsonNode;

/** What is decided about parked orders holds in all generations of the views, for all instances and for those who follow streams. */
@SuppressWarnings("NullAway.Init")
class ParkedEverywhereTest {

    private static final Duration SOON = Duration.ofSeconds(60);
    private static final String MANY = "/orders/stream?from=beginning";

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

    /** The instance that carried it out died. */
    @Test
    void whatWasDecidedAndNotDoneInAllViewsIsCarriedOn() throws Exception {
        house.startReady("orderlog.parked.carry-on-interval=200ms");
        house.log().append(order, placed());
        RecordMetadata bad = house.log().appendUnreadable(order, "orderlog.order.exploded.v9", "{}");
        house.log().append(order, new OrderEvent.Held("fraud"));
        awaitParked(2);

        try (var connection = house.connect(); var statement = connection.createStatement()) {
            statement.execute("""
                    insert into orderlog.parked_decision (action, topic_id, log_partition, log_offset, record_key, actor, reason)
                    select 'SKIP', topic_id, log_partition, log_offset, record_key, 'operator', 'a faulty tool'
                    from parked_record join checkpoint using (log_partition) where parked_record.reason is not null""");
        }

        awaitParked(0);
        awaitEqual(bad);
    }

    @Test
    void whoFollowsAStreamGetsWhatWasReleasedInOrderAndOnceAlsoWithAnIdFromBefore() throws Exception {
        var old = house.startReady("orderlog.live.heartbeat=300ms");
        house.log().append(order, placed("c-1", 100));
        RecordMetadata unknown = house.log().appendUnreadable(order, NextRelease.TYPE, "{\"because\":\"fraud\"}");
        house.log().append(order, new OrderEvent.PaymentReceived("ch_1", 100));
        awaitParked(2);
        String before;
        try (var stream = TestStream.open(old, MANY, null)) {
            house.log().neighbourIn(unknown.partition());
            await().atMost(SOON).until(() -> stream.events().stream().anyMatch(event -> isBehind(unknown, event.data().get("position"))));
            assertThat(versions(stream)).containsExactly(1L);
            before = stream.lastId();
        }
        old.close();
        var next = house.startReady(NewRelease.class, "orderlog.live.heartbeat=300ms");
        try (var waiting = TestStream.open(next, MANY, before);
                var ofOrder = TestStream.open(next, "/orders/" + order + "/stream", null);
                var ofPayments = TestStream.open(next, MANY + "&type=orderlog.order.payment-received.v1", null)) {
            await().atMost(SOON).until(() -> ofOrder.events().size() == 1);

            assertThat(house.post(next, "/parked/" + order + "/release", "{\"reason\":\"known now\"}").statusCode()).isEqualTo(200);
            house.log().append(order, new OrderEvent.Released());
            await().atMost(SOON).until(() -> versions(ofOrder).equals(List.of(1L, 2L, 3L, 4L)));
            await().atMost(SOON).until(() -> versions(waiting).equals(List.of(2L, 3L, 4L)));
            await().atMost(SOON).until(() -> versions(ofPayments).equals(List.of(3L)));

            List<TestStream.Received> rest = ofThisOrder(waiting).toList();
            assertEverybodyGetsTheRest(next, before, rest);
            assertThat(house.post(next, "/rebuilds", "{\"switch\":true}").statusCode()).isEqualTo(201);
            await().atMost(SOON).until(() -> house.liveSchema().equals("views_g2"));
            assertEverybodyGetsTheRest(next, before, rest);

            house.log().append(order, new OrderEvent.Held("again"));
            await().atMost(SOON).until(() -> versions(waiting).equals(List.of(2L, 3L, 4L, 5L)));
            assertThat(versions(ofPayments)).containsExactly(3L);
        }
    }

    /** Also who is cut off between two that were released. */
    private void assertEverybodyGetsTheRest(ConfigurableApplicationContext service, String before, List<TestStream.Received> rest)
            throws Exception {
        awaitVersions(service, MANY, before, List.of(2L, 3L, 4L));
        awaitVersions(service, MANY, rest.getFirst().id(), List.of(3L, 4L));
        awaitVersions(service, MANY, rest.getLast().id(), List.of());
        awaitVersions(service, MANY, null, List.of(1L, 2L, 3L, 4L));
    }

    private void awaitVersions(ConfigurableApplicationContext service, String path, @Nullable String id, List<Long> versions)
            throws Exception {
        try (var stream = TestStream.open(service, path, id)) {
            await().atMost(SOON).until(() -> stream.comments() > 0);
            assertThat(versions(stream)).isEqualTo(versions);
        }
    }

    private List<Long> versions(TestStream stream) {
        return ofThisOrder(stream).map(TestStream.Received::version).toList();
    }

    /** The neighbours' events come in between, from other partitions. */
    private Stream<TestStream.Received> ofThisOrder(TestStream stream) {
        return stream.events().stream().filter(event -> event.orderId().equals(order.toString()));
    }

    private static boolean isBehind(RecordMetadata record, JsonNode position) {
        return position.get("partition").asInt() == record.partition() && position.get("offset").asLong() > record.offset();
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
