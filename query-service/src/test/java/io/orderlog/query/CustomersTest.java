package io.orderlog.query;

import static io.orderlog.query.TestOrders.line;
import static io.orderlog.query.TestOrders.placed;
import static org.assertj.core.api.Assertions.assertThat;

import io.orderlog.order.LineQuantity;
import io.orderlog.order.OrderEvent;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;

class CustomersTest {

    private static final Currency GBP = Currency.getInstance("GBP");
    private static final Currency JPY = Currency.getInstance("JPY");
    private static final Instant BEGIN = Instant.parse("2010-12-01T08:00:00Z");
    private static final List<UUID> BUSY = new ArrayList<>();
    private static final List<String> TOKENS = new ArrayList<>();

    @SuppressWarnings("NullAway.Init")
    private static TestHouse house;

    @SuppressWarnings("NullAway.Init")
    private static ConfigurableApplicationContext service;

    /** Twenty orders of six pieces, which fall into several partitions; two instances share these. */
    @BeforeAll
    static void placeOrders() throws Exception {
        house = TestHouse.open();
        service = house.startReady("orderlog.queries.consistency-timeout=3s");
        house.startReady();
        for (int i = 0; i < 20; i++) {
            BUSY.add(place(placed("busy", GBP, null, List.of(line(1, "A", 4, 100), line(2, "B", 2, 50))), i));
        }
        append(BUSY.get(0), new OrderEvent.PaymentReceived("ch_1", 500), new OrderEvent.Shipped(1, items(1, 3), null, null),
                new OrderEvent.ReturnRequested(1, items(1, 2), null), new OrderEvent.ReturnReceived(1, items(1, 2)),
                new OrderEvent.PaymentRefunded("ch_1", 200, null));
        append(BUSY.get(1), new OrderEvent.PaymentAuthorized("ch_1", 400), new OrderEvent.PaymentCaptured("ch_1", 300),
                new OrderEvent.LinesCancelled(items(2, 1), null));
        append(BUSY.get(2), new OrderEvent.Cancelled(null));
        append(BUSY.get(3), new OrderEvent.Expired());
        append(place(placed("busy", JPY, null, List.of(line(1, "A", 1, 9000))), 30), new OrderEvent.PaymentReceived("ch_1", 9000));
        append(place(placed("large", GBP, null, List.of(line(1, "A", 1000, 1))), 40), new OrderEvent.PaymentReceived("ch_1", 700));
        for (String odd : List.of("a/b", "..", "é ü", "100%", "semi;colon", "\uD83D\uDE80")) {
            place(placed(odd, GBP, null, List.of(line(1, "A", 1, 1))), 50);
        }
    }

    @AfterAll
    static void close() {
        house.close();
    }

    private static UUID place(OrderEvent.Placed placed, int minute) throws Exception {
        UUID id = TestOrders.id();
        TOKENS.add(house.log().append(id, placed, BEGIN.plusSeconds(60L * minute)));
        return id;
    }

    private static void append(UUID order, OrderEvent... events) throws Exception {
        for (OrderEvent event : events) {
            TOKENS.add(house.log().append(order, event));
        }
    }

    private static List<LineQuantity> items(int line, int quantity) {
        return List.of(new LineQuantity(line, quantity));
    }

    private static JsonNode json(String path) throws Exception {
        return TestHouse.json(get(path));
    }

    /** As of all that was appended. */
    private static HttpResponse<String> get(String path) throws Exception {
        return house.get(service, path, "Consistency-Token", String.join(",", TOKENS));
    }

    @Test
    void aCustomerIsTheSumOfItsOrdersInAllPartitions() throws Exception {
        JsonNode busy = json("/customers/busy");

        assertThat(house.count("customer_orders where customer_id = 'busy'")).isGreaterThan(3);
        assertThat(busy.get("id").asString()).isEqualTo("busy");
        assertThat(busy.get("orders").asLong()).isEqualTo(21);
        assertThat(busy.get("units").asLong()).isEqualTo(20 * 6 + 1 - 1 - 6 - 6);
        assertThat(busy.get("cancelledUnits").asLong()).isEqualTo(1 + 6 + 6);
        assertThat(busy.get("returnedUnits").asLong()).isEqualTo(2);
        assertThat(busy.get("money").toString()).isEqualTo("""
                [{"currency":"GBP","captured":800,"refunded":200},{"currency":"JPY","captured":9000,"refunded":0}]""");
        assertThat(busy.at("/firstOrder/id").asString()).isEqualTo(BUSY.getFirst().toString());
        assertThat(busy.at("/firstOrder/placedAt").asString()).isEqualTo("2010-12-01T08:00:00Z");
        assertThat(busy.at("/lastOrder/placedAt").asString()).isEqualTo("2010-12-01T08:30:00Z");
        assertThat(house.differences()).isEmpty();
    }

    @Test
    void aCustomerWithoutAnOrderIsUnknown() throws Exception {
        HttpResponse<String> nobody = get("/customers/nobody");

        assertThat(nobody.statusCode()).isEqualTo(404);
        assertThat(TestHouse.json(nobody).get("type").asString()).isEqualTo("/problems/customer-not-found");
        assertThat(json("/customers?customer=nobody").get("items").size()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"busy", "a/b", "..", "é ü", "100%", "semi;colon", "\uD83D\uDE80"})
    void everyCustomerCanBeAskedForByParameter(String customer) throws Exception {
        JsonNode found = json("/customers?customer=" + URLEncoder.encode(customer, StandardCharsets.UTF_8)).get("items");

        assertThat(found.findValuesAsString("id")).contains(customer);
    }

    @ParameterizedTest
    @CsvSource({"%C3%A9%20%C3%BC, é ü", "100%25, 100%", "semi%3Bcolon, semi;colon"})
    void mostFitIntoAPath(String encoded, String customer) throws Exception {
        assertThat(json("/customers/" + encoded).get("id").asString()).isEqualTo(customer);
    }

    @ParameterizedTest
    @CsvSource({
            "sort=-orders, busy",
            "'', busy",
            "sort=-units, large busy",
            "sort=-captured&currency=GBP, busy large",
            "sort=-captured&currency=JPY, busy",
            "sort=-captured&currency=EUR,"
    })
    void theListBeginsWithTheMost(String question, String expected) throws Exception {
        List<String> customers = json("/customers?" + question).get("items").valueStream().map(it -> it.get("id").asString()).toList();

        List<String> first = expected == null ? List.of() : List.of(expected.split(" "));
        assertThat(customers).startsWith(first.toArray(String[]::new));
        assertThat(customers).hasSize(question.contains("captured") ? first.size() : 8);
    }

    @Test
    void anAnswerIsSentAgainOnlyWhenItHasChanged() throws Exception {
        for (String path : List.of("/customers/large", "/customers?sort=-units")) {
            HttpResponse<String> first = get(path);
            String tag = first.headers().firstValue("ETag").orElseThrow();

            assertThat(first.headers().firstValue("Cache-Control")).contains("private, no-cache");
            assertThat(house.get(service, path, "If-None-Match", tag).statusCode()).isEqualTo(304);
            append(place(placed("large", 1), 60), new OrderEvent.PaymentReceived("ch_1", 1));
            HttpResponse<String> changed =
                    house.get(service, path, "If-None-Match", tag, "Consistency-Token", String.join(",", TOKENS));
            assertThat(changed.statusCode()).isEqualTo(200);
        }
    }

    @Test
    void aTokenAheadOfTheViewsIsWaitedForAndThenRefused() throws Exception {
        HttpResponse<String> behind = house.get(service, "/customers/busy", "Consistency-Token", "0:999999999");

        assertThat(behind.statusCode()).isEqualTo(503);
        assertThat(behind.body()).contains("/problems/views-behind");
    }

    @ParameterizedTest
    @CsvSource({
            "/customers?sort=orders, sort",
            "/customers?sort=-captured, currency",
            "/customers?sort=-orders&currency=GBP, currency",
            "/customers?limit=0, limit",
            "/customers?limit=201, limit",
            "/customers?cursor=x, cursor",
            "/customers?x=1, x",
            "/customers/busy?x=1, x"
    })
    void aWrongParameterIsNamed(String path, String parameter) throws Exception {
        HttpResponse<String> answer = get(path);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(TestHouse.json(answer).get("errors").findValuesAsString("field")).contains(parameter);
    }

    @Test
    void aCursorOfAnotherSortIsRefused() throws Exception {
        String next = json("/customers?limit=1&sort=-units").get("next").asString();

        assertThat(get(next).statusCode()).isEqualTo(200);
        assertThat(get(next.replace("-units", "-orders")).statusCode()).isEqualTo(400);
    }
}
