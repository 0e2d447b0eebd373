package io.orderlog.query;

import static io.orderlog.query.TestOrders.line;
import static org.assertj.core.api.Assertions.assertThat;

import io.orderlog.event.HashChain;
import io.orderlog.order.OrderEvent;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;

class QueriesTest {

    private static final Currency GBP = Currency.getInstance("GBP");
    private static final Map<String, UUID> ORDERS = new HashMap<>();

    @SuppressWarnings("NullAway.Init")
    private static TestHouse house;

    @SuppressWarnings("NullAway.Init")
    private static ConfigurableApplicationContext service;

    /** Named after what is special about them. */
    @BeforeAll
    static void placeOrders() throws Exception {
        house = TestHouse.open();
        service = house.startReady("orderlog.queries.consistency-timeout=3s");
        place("cheap", TestOrders.placed("c1", GBP, "R-1", List.of(line(1, "A", 1, 100))), "2010-12-01T08:26:00Z");
        place("dear", TestOrders.placed("c1", GBP, "R-2", List.of(line(1, "B", 1, 9000), line(2, "A", 1, 0))), "2010-12-02T00:00:00Z");
        place("yen", TestOrders.placed("c2", Currency.getInstance("JPY"), "R-3", List.of(line(1, "C", 2, 50))), "2010-12-03T10:00:00Z");
        place("held", TestOrders.placed("c2", GBP, "R é/1", List.of(line(1, "C", 1, 500))), "2010-12-04T10:00:00Z");
        house.log().append(order("held"), new OrderEvent.Held("fraud"));
        place("paid", TestOrders.placed("c3", GBP, null, List.of(line(1, "D", 1, 700))), "2010-12-05T10:00:00Z");
        house.log().append(order("paid"), new OrderEvent.PaymentReceived("ch_1", 700));
        house.awaitEqual();
    }

    @AfterAll
    static void close() {
        house.close();
    }

    private static void place(String name, OrderEvent.Placed placed, String at) throws Exception {
        ORDERS.put(name, TestOrders.id());
        house.log().append(order(name), placed, Instant.parse(at));
    }

    private static UUID order(String name) {
        return Objects.requireNonNull(ORDERS.get(name));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "customer=c1                                       | dear cheap",
            "customer=nobody                                   |",
            "status=ON_HOLD                                    | held",
            "status=on_hold&customer=c2                        | held",
            "paymentStatus=PAID                                | paid",
            "fulfilmentStatus=UNFULFILLED&limit=200            | paid held yen dear cheap",
            "sku=A                                             | dear cheap",
            "sku=C&sort=placedAt                               | yen held",
            "reference=R-2                                     | dear",
            "reference=R%20%C3%A9%2F1                          | held",
            "placedFrom=2010-12-02&placedTo=2010-12-04         | yen dear",
            "placedFrom=2010-12-02T00:00:00Z&sort=placedAt     | dear yen held paid",
            "placedTo=2010-12-02T01:00:00%2B01:00              | cheap",
            "currency=GBP&totalFrom=500&totalTo=700            | paid held",
            "currency=GBP&sort=total                           | cheap held paid dear",
            "currency=GBP&sort=-total                          | dear paid held cheap",
            "currency=JPY                                      | yen",
            "sort=updatedAt                                    | cheap dear yen held paid",
            "sort=-updatedAt                                   | paid held yen dear cheap",
            "                                                  | paid held yen dear cheap"
    })
    void ordersAreFoundByFiltersAndInOrder(String question, String expected) throws Exception {
        JsonNode page = house.json(service, "/orders?" + (question == null ? "" : question));

        assertThat(ids(page))
                .isEqualTo(expected == null ? List.of() : List.of(expected.split(" ")).stream().map(QueriesTest::order).toList());
        assertThat(page.has("next")).isFalse();
    }

    @Test
    void aCursorIsGoodForItsOwnQuestionOnly() throws Exception {
        String next = house.json(service, "/orders?limit=1&customer=c1&sort=total&currency=GBP")
                .get("next")
                .asString();
        String cursor = next.substring(next.indexOf("cursor=") + 7);

        assertThat(ids(house.json(service, next))).containsExactly(order("dear"));
        assertThat(house.get(service, next.replace("limit=1", "limit=7")).statusCode()).isEqualTo(200);
        assertInvalid("/orders?customer=c2&sort=total&currency=GBP&cursor=" + cursor, "cursor");
        assertInvalid("/orders?cursor=" + cursor, "cursor");
        assertInvalid(next + "x", "cursor");
        String forged = Base64.getUrlEncoder().encodeToString("1.000000000000.1.zzz".getBytes(StandardCharsets.UTF_8));
        assertInvalid("/orders?cursor=" + forged, "cursor");
    }

    /** Its fingerprint is right, as anyone can compute it; only its key is not one that was ever answered. */
    @ParameterizedTest
    @ValueSource(longs = {Long.MIN_VALUE, Long.MAX_VALUE, -62_135_596_800_000_001L, 253_402_300_800_000_000L})
    void aCursorFromBeforeOrAfterAllTimeIsRefused(long key) throws Exception {
        for (String sort : List.of("placedAt", "-placedAt", "updatedAt")) {
            String next = house.json(service, "/orders?limit=1&sort=" + sort).get("next").asString();
            int at = next.indexOf("cursor=") + 7;
            String[] parts = new String(Base64.getUrlDecoder().decode(next.substring(at)), StandardCharsets.UTF_8).split("\\.");
            parts[2] = Long.toString(key);
            String forged =
                    Base64.getUrlEncoder().withoutPadding().encodeToString(String.join(".", parts).getBytes(StandardCharsets.UTF_8));
            assertInvalid(next.substring(0, at) + forged, "cursor");
        }
    }

    @ParameterizedTest
    @CsvSource({"after=-1, after", "after=x, after", "after=, after", "after=1&after=2, after", "limit=201, limit", "cursor=x, cursor"})
    void eachWrongParameterOfAHistoryIsNamed(String question, String parameter) throws Exception {
        assertInvalid("/orders/" + order("paid") + "/events?" + question, parameter);
    }

    @ParameterizedTest
    @CsvSource({
            "limit=0, limit", "limit=201, limit", "limit=-1, limit", "limit=ten, limit", "limit=, limit",
            "limit=99999999999999999999, limit",
            "status=GONE, status", "status=OPEN&status=OPEN, status", "custmer=1, custmer", "customer=%00, customer", "customer=, customer",
            "placedFrom=yesterday, placedFrom", "placedTo=%2B1000000000-12-31T23:59:59Z, placedTo", "placedTo=2010-13-01, placedTo",
            "totalFrom=1, currency", "sort=total, currency", "sort=name, sort", "totalTo=1.5&currency=GBP, totalTo",
            "currency=XYZW, currency",
            "cursor=%25%25, cursor"
    })
    void eachWrongParameterIsNamed(String question, String parameter) throws Exception {
        assertInvalid("/orders?" + question, parameter);
    }

    @Test
    void allWrongParametersAreNamedAtOnce() throws Exception {
        JsonNode problem = house.json(service, "/orders?limit=0&status=GONE&nonsense=1");
        assertThat(problem.get("errors").findValuesAsString("field")).containsExactlyInAnyOrder("limit", "status", "nonsense");
    }

    @Test
    void hostileTextsAreNothingButTexts() throws Exception {
        for (String text : List.of("' or 1=1 --", "%", "_", "\\", "\uD83D\uDE80", "x".repeat(128))) {
            String encoded = URLEncoder.encode(text, StandardCharsets.UTF_8);
            assertThat(house.json(service, "/orders?customer=" + encoded + "&sku=" + encoded).get("items").size()).isZero();
        }
    }

    @Test
    void anOrderIsNotSentAgainWhileItHasNotChanged() throws Exception {
        String path = "/orders/" + order("paid");
        HttpResponse<String> first = house.get(service, path);
        assertThat(first.headers().firstValue("ETag")).contains("\"2\"");
        assertThat(first.headers().firstValue("Last-Modified")).isPresent();

        assertThat(house.get(service, path, "If-None-Match", "\"2\"").statusCode()).isEqualTo(304);
        assertThat(house.get(service, path, "If-None-Match", "\"1\", W/\"2\"").statusCode()).isEqualTo(304);
        assertThat(house.get(service, path, "If-None-Match", "\"1\"").statusCode()).isEqualTo(200);
        HttpResponse<String> head = house.send(service, "HEAD", path);
        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.headers().firstValue("ETag")).contains("\"2\"");
        assertThat(head.body()).isEmpty();
    }

    @Test
    void theHistoryOfAnOrderIsAChainThatCanBeReadInPages() throws Exception {
        String path = "/orders/" + order("paid") + "/events";
        JsonNode all = house.json(service, path).get("items");
        assertThat(all.size()).isEqualTo(2);
        assertThat(all.at("/0/previousHash").asString()).isEqualTo(HashChain.GENESIS);
        assertThat(all.at("/1/previousHash").asString()).isEqualTo(all.at("/0/hash").asString());
        assertThat(all.at("/0/effectiveAt").asString()).isEqualTo("2010-12-05T10:00:00Z");
        assertThat(all.at("/0/data/lines/0/sku").asString()).isEqualTo("D");
        assertThat(all.at("/1/type").asString()).isEqualTo("orderlog.order.payment-received.v1");
        assertThat(all.at("/1/data/amount").asLong()).isEqualTo(700);

        JsonNode first = house.json(service, path + "?limit=1");
        JsonNode second = house.json(service, first.get("next").asString());
        assertThat(first.at("/items/0")).isEqualTo(all.get(0));
        assertThat(second.at("/items/0")).isEqualTo(all.get(1));
        assertThat(second.has("next")).isFalse();
        assertThat(house.json(service, path + "?after=2").get("items").size()).isZero();
    }

    @Test
    void aTokenAheadOfTheViewsIsWaitedForAndThenRefused() throws Exception {
        HttpResponse<String> behind = house.get(service, "/orders", "Consistency-Token", "0:999999999");
        assertThat(behind.statusCode()).isEqualTo(503);
        assertThat(behind.headers().firstValue("Retry-After")).isPresent();
        assertThat(behind.body()).contains("/problems/views-behind");
        for (String malformed : List.of("1", "a:b", "1:2,", "-1:2", "1:99999999999999999999", "")) {
            assertThat(house.get(service, "/orders", "Consistency-Token", malformed).statusCode()).as(malformed).isEqualTo(400);
        }
    }

    @Test
    void whoeverShowsTheTokenOfAWriteSeesItAtOnce() throws Exception {
        for (int i = 0; i < 50; i++) {
            UUID order = TestOrders.id();
            String written = house.log().append(order, TestOrders.placed("busy", 1), Instant.parse("2000-01-01T00:00:00Z"));
            assertThat(house.get(service, "/orders/" + order, "Consistency-Token", written).statusCode()).isEqualTo(200);
        }
    }

    @ParameterizedTest
    @CsvSource({
            "GET, /orders/0198c5f2-6a6e-7c39-9d0a-2f6f3f1d2a10, 404, /problems/order-not-found",
            "GET, /orders/0198c5f2-6a6e-7c39-9d0a-2f6f3f1d2a10/events, 404, /problems/order-not-found",
            "GET, /orders/1-1-1-1-1, 404, /problems/not-found",
            "GET, /orders/0198c5f2-6a6e-7c39-9d0a-2f6f3f1d2a10?x=1, 400, /problems/invalid-request",
            "GET, /nowhere, 404, /problems/not-found",
            "POST, /orders, 405, /problems/method-not-allowed",
            "DELETE, /orders/0198c5f2-6a6e-7c39-9d0a-2f6f3f1d2a10, 405, /problems/method-not-allowed"
    })
    void everyErrorIsAProblemDetail(String method, String path, int status, String type) throws Exception {
        HttpResponse<String> answer = house.send(service, method, path);
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(TestHouse.json(answer).get("type").asString()).isEqualTo(type);
        assertThat(answer.body()).doesNotContain("Exception", "io.orderlog");
    }

    @Test
    void whatNobodyCanWriteIsRefused() throws Exception {
        HttpResponse<String> answer = house.get(service, "/orders", "Accept", "application/xml");
        assertThat(answer.statusCode()).isEqualTo(406);
    }

    @Test
    void openApiNamesEveryQueryAndItsErrors() throws Exception {
        JsonNode api = house.json(service, "/v3/api-docs");
        List<String> queries =
                api.at("/paths")
                        .propertyNames()
                        .stream()
                        .filter(path -> !path.startsWith("/rebuilds") && !path.startsWith("/parked"))
                        .toList();
        assertThat(queries).containsExactlyInAnyOrder("/orders", "/orders/export", "/orders/facets",
                "/orders/{id}",
                "/orders/{id}/events", "/orders/stream", "/orders/{id}/stream", "/customers", "/customers/{id}", "/sales/products",
                "/sales/products/{sku}", "/sales/days", "/audit/events", "/audit/events/export", "/audit/orders/{id}/diff",
                "/audit/orders/{id}/causation", "/audit/orders/{id}/verification",
                "/audit/verifications", "/audit/verifications/{number}");
        for (String path : queries) {
            JsonNode query = api.get("paths").get(path).get("get");
            assertThat(query.get("responses").propertyNames()).contains("200", "400", "503");
            assertThat(query.get("parameters").findValuesAsString("name")).contains("Consistency-Token")
                    .doesNotContain("parameters", "given");
        }
    }

    /** A page that shows the description fills its fields with the examples. */
    @Test
    void theExamplesOfTheDescriptionCanBeSentAsTheyAre() throws Exception {
        List<String> question = new ArrayList<>();
        List<String> headers = new ArrayList<>();
        for (JsonNode parameter : house.json(service, "/v3/api-docs").at("/paths/~1orders/get/parameters")) {
            if (parameter.has("example")) {
                String name = parameter.get("name").asString();
                String example = parameter.get("example").asString();
                if (parameter.get("in").asString().equals("header")) {
                    headers.addAll(List.of(name, example));
                } else {
                    question.add(name + "=" + example);
                }
            }
        }
        assertThat(question).isNotEmpty();
        assertThat(house.get(service, "/orders?" + String.join("&", question), headers.toArray(String[]::new)).statusCode()).isEqualTo(200);
    }

    private static void assertInvalid(String path, String parameter) throws Exception {
        HttpResponse<String> answer = house.get(service, path);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        assertThat(TestHouse.json(answer).get("errors").findValuesAsString("field")).contains(parameter);
    }

    private static List<UUID> ids(JsonNode page) {
        return page.get("items").findValuesAsString("id").stream().map(UUID::fromString).toList();
    }
}
