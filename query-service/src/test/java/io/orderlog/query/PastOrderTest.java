package io.orderlog.query;

import static io.orderlog.query.TestOrders.line;
import static org.assertj.core.api.Assertions.assertThat;

import io.orderlog.order.LineQuantity;
import io.orderlog.order.OrderEvent;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;

class PastOrderTest {

    @SuppressWarnings("NullAway.Init")
    private static TestHouse house;

    @SuppressWarnings("NullAway.Init")
    private static ConfigurableApplicationContext service;

    @BeforeAll
    static void open() throws Exception {
        house = TestHouse.open();
        service = house.startReady();
    }

    @AfterAll
    static void close() {
        house.close();
    }

    @Test
    void everyVersionIsShownForEverAsItWasWhenItWasTheLast() throws Exception {
        UUID order = TestOrders.id();
        List<JsonNode> shown = new ArrayList<>();
        for (OrderEvent event : TestOrders.lifeOfAnOrder()) {
            String written = house.log().append(order, event);
            shown.add(house.json(service, "/orders/" + order, "Consistency-Token", written));
        }
        for (int version = 1; version <= shown.size(); version++) {
            HttpResponse<String> past = house.get(service, "/orders/" + order + "?version=" + version);
            JsonNode expected = shown.get(version - 1);
            assertThat(TestHouse.json(past)).isEqualTo(expected);
            assertThat(past.headers().firstValue("ETag")).contains("\"" + version + "\"");
            assertThat(past.headers().firstValue("Cache-Control")).contains("max-age=31536000, private, immutable");
            String recorded = expected.get("updatedAt").asString();
            assertThat(house.json(service, "/orders/" + order + "?at=" + recorded)).isEqualTo(expected);
        }
        assertThat(house.get(service, "/orders/" + order + "?version=2", "If-None-Match", "\"2\"").statusCode()).isEqualTo(304);
    }

    @Test
    void whatWasRecordedAtAnInstantIsSettledOnceSomethingLaterWas() throws Exception {
        UUID order = TestOrders.id();
        String first = recordedAt(house.log().append(order, TestOrders.placed()), order);
        String path = "/orders/" + order + "?at=";
        assertThat(caching(path + first)).isEqualTo("no-cache, private");

        String second = recordedAt(house.log().append(order, new OrderEvent.Held("x")), order);
        assertThat(caching(path + first)).contains("immutable");
        assertThat(caching(path + second)).isEqualTo("no-cache, private");
        assertThat(house.json(service, path + "2999-01-01").get("version").asLong()).isEqualTo(2);
        assertThat(house.json(service, path + Instant.parse(second).minusNanos(1000)).get("version").asLong()).isEqualTo(1);
    }

    @Test
    void whatHadHappenedByAnInstantDoesNotDependOnWhenItWasRecorded() throws Exception {
        UUID order = TestOrders.id();
        append(order, TestOrders.placed(), "2010-12-01T00:00:00Z");
        append(order, new OrderEvent.Held("stock"), "2010-12-05T00:00:00Z");
        append(order, new OrderEvent.PaymentReceived("ch_1", 3630), "2010-12-02T00:00:00Z");

        HttpResponse<String> happened = past(order, "2010-12-03");

        JsonNode shown = TestHouse.json(happened);
        assertThat(shown.get("status").asString()).isEqualTo("OPEN");
        assertThat(shown.get("paymentStatus").asString()).isEqualTo("PAID");
        assertThat(shown.get("version").asLong()).isEqualTo(3);
        assertThat(happened.headers().firstValue("ETag")).contains("\"effective-3-0\"");
        assertThat(happened.headers().firstValue("Omitted-Versions")).isEmpty();
        assertThat(happened.headers().firstValue("Cache-Control")).contains("no-cache, private");
        assertThat(TestHouse.json(past(order, "2010-12-01")).get("paymentStatus").asString()).isEqualTo("UNPAID");
        assertThat(TestHouse.json(past(order, "2010-12-05")).get("status").asString()).isEqualTo("ON_HOLD");
        assertThat(past(order, "2010-11-30").statusCode()).isEqualTo(404);
    }

    @Test
    void whatHadHappenedButDoesNotFitWithoutWhatHadNotIsLeftOutAndNamed() throws Exception {
        UUID order = TestOrders.id();
        append(order, TestOrders.placed(), "2010-12-01T00:00:00Z");
        append(order, new OrderEvent.Shipped(1, List.of(new LineQuantity(1, 6)), null, null), "2010-12-09T00:00:00Z");
        append(order, new OrderEvent.Delivered(1), "2010-12-02T00:00:00Z");
        append(order, new OrderEvent.Shipped(2, List.of(new LineQuantity(2, 2)), null, null), "2010-12-02T00:00:00Z");
        append(order, new OrderEvent.PaymentAuthorized("ch_1", 100), "2010-12-09T00:00:00Z");
        append(order, new OrderEvent.PaymentCaptured("ch_1", 100), "2010-12-02T00:00:00Z");
        append(order, new OrderEvent.Held("x"), "2010-12-02T00:00:00Z");

        HttpResponse<String> happened = past(order, "2010-12-03");

        assertThat(happened.headers().firstValue("Omitted-Versions")).contains("3, 4, 6");
        assertThat(TestHouse.json(happened).get("fulfilmentStatus").asString()).isEqualTo("UNFULFILLED");
        assertThat(TestHouse.json(happened).get("status").asString()).isEqualTo("ON_HOLD");
        assertThat(past(order, "2010-12-10").headers().firstValue("Omitted-Versions")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
            "version=x, version", "version=-1, version", "version=, version", "version=1&at=2026-01-01, at",
            "version=1&version=2, version", "at=2026-01-01&effectiveAt=2026-01-01, effectiveAt", "at=now, at", "version=1&x=1, x",
            "at=2026-01-01&effectiveAt=2026-01-01&version=1, effectiveAt"
    })
    void eachWrongParameterIsNamed(String question, String parameter) throws Exception {
        HttpResponse<String> answer = house.get(service, "/orders/" + TestOrders.id() + "?" + question);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(TestHouse.json(answer).get("errors").findValuesAsString("field")).contains(parameter);
    }

    @Test
    void thereIsNoOrderBeforeItWasPlacedAndNoVersionBeyondTheLast() throws Exception {
        UUID order = TestOrders.id();
        house.get(service, "/orders", "Consistency-Token", house.log().append(order, TestOrders.placed()));
        for (String time : List.of("version=0", "version=2", "at=2001-01-01", "effectiveAt=2001-01-01")) {
            assertMissing("/orders/" + order + "?" + time);
        }
        assertMissing("/orders/" + TestOrders.id() + "?version=1");
    }

    @Test
    void anOrderOfManyLargeVersionsIsFoldedRowByRow() throws Exception {
        UUID order = TestOrders.id();
        String last = house.log().append(order, TestOrders.placedWithLines(2000));
        for (int i = 0; i < 20; i++) {
            var lines = List.of(line(1, "SKU-" + i, 1, 100));
            last = house.log().append(order, new OrderEvent.Revised(null, lines, null, null, null, List.of()));
        }
        house.get(service, "/orders", "Consistency-Token", last);

        assertThat(house.json(service, "/orders/" + order + "?version=1").get("lines").size()).isEqualTo(2000);
        assertThat(house.json(service, "/orders/" + order + "?version=21").at("/lines/0/sku").asString()).isEqualTo("SKU-19");
    }

    private static void append(UUID order, OrderEvent event, String effectiveAt) throws Exception {
        house.get(service, "/orders", "Consistency-Token", house.log().append(order, event, Instant.parse(effectiveAt)));
    }

    private static HttpResponse<String> past(UUID order, String effectiveAt) throws Exception {
        return house.get(service, "/orders/" + order + "?effectiveAt=" + effectiveAt);
    }

    private static String recordedAt(String token, UUID order) throws Exception {
        return house.json(service, "/orders/" + order, "Consistency-Token", token).get("updatedAt").asString();
    }

    private static String caching(String path) throws Exception {
        return house.get(service, path).headers().firstValue("Cache-Control").orElse("");
    }

    private static void assertMissing(String path) throws Exception {
        HttpResponse<String> answer = house.get(service, path);
        assertThat(answer.statusCode()).as(path).isEqualTo(404);
        assertThat(TestHouse.json(answer).get("type").asString()).isEqualTo("/problems/order-not-found");
    }
}
