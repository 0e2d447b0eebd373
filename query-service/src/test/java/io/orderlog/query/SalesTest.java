package io.orderlog.query;

import static io.orderlog.query.TestOrders.line;
import static io.orderlog.query.TestOrders.placed;
import static org.assertj.core.api.Assertions.assertThat;

import io.orderlog.event.EventCodec;
import io.orderlog.order.LineQuantity;
import io.orderlog.order.Money;
import io.orderlog.order.OrderEvent;
import io.orderlog.order.OrderLine;
import java.math.BigInteger;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.common.utils.Utils;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;

class SalesTest {

    private static final Currency GBP = Currency.getInstance("GBP");
    private static final Currency JPY = Currency.getInstance("JPY");
    private static final List<String> TOKENS = new ArrayList<>();

    @SuppressWarnings("NullAway.Init")
    private static TestHouse house;

    @SuppressWarnings("NullAway.Init")
    private static ConfigurableApplicationContext service;

    /** Mugs at 100 on three days, a plate at 1,000, and a cup in yen; two instances share the partitions. */
    @BeforeAll
    static void placeOrders() throws Exception {
        house = TestHouse.open();
        service = house.startReady();
        house.startReady();
        for (int i = 0; i < 12; i++) {
            place("2010-12-01T23:59:59Z", GBP, line(1, "MUG", 2, 100));
        }
        append(place("2010-12-02T00:00:00Z", GBP, line(1, "MUG", 10, 100), line(2, "PLATE", 3, 1000), line(3, "MUG", 1, 50)),
                new OrderEvent.LinesCancelled(items(1, 4), null), new OrderEvent.Shipped(1, items(1, 6), null, null),
                new OrderEvent.ReturnRequested(1, items(1, 5), null), new OrderEvent.ReturnReceived(1, items(1, 5)));
        append(place("2010-12-02T10:00:00Z", GBP, line(1, "WRONG", 9, 9)),
                new OrderEvent.Revised(null, List.of(line(1, "PLATE", 1, 1000)), null, null, null, List.of()));
        append(place("2010-12-04T10:00:00Z", GBP, line(1, "MUG", 7, 100)), new OrderEvent.Expired());
        place("2010-12-04T10:00:00Z", JPY, line(1, "CUP/é", 1, 5));
        place("2010-12-04T10:00:00Z", JPY, line(1, "MUG", 1, 5));
    }

    @AfterAll
    static void close() {
        house.close();
    }

    private static UUID place(String at, Currency currency, OrderLine... lines) throws Exception {
        UUID id = TestOrders.id();
        TOKENS.add(house.log().append(id, placed("c1", currency, null, List.of(lines)), Instant.parse(at)));
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

    private static String items(String path) throws Exception {
        return TestHouse.json(get(path)).get("items").toString();
    }

    /** As of all that was appended. */
    private static HttpResponse<String> get(String path) throws Exception {
        return house.get(service, path, "Consistency-Token", String.join(",", TOKENS));
    }

    @Test
    void aProductIsTheSumOfItsLinesInAllPartitions() throws Exception {
        assertThat(items("/sales/products?currency=GBP"))
                .isEqualTo(
                        """
                                [{"sku":"PLATE","currency":"GBP","units":4,"revenue":4000,"cancelledUnits":0,"cancelledAmount":0,"returnedUnits":0,"returnedAmount":0},\
                                {"sku":"MUG","currency":"GBP","units":31,"revenue":3050,"cancelledUnits":11,"cancelledAmount":1100,"returnedUnits":5,"returnedAmount":500}]""");
        assertThat(house.count("sales_by_product where sku = 'MUG' and currency = 'GBP'")).isGreaterThan(3);
        assertThat(house.differences()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
            "currency=GBP&sort=-revenue, PLATE MUG",
            "currency=GBP&sort=-units, MUG PLATE",
            "currency=GBP&sort=-returns, MUG",
            "currency=JPY&sort=-units, CUP/é MUG",
            "currency=EUR,",
            "currency=GBP&from=2010-12-01&to=2010-12-01, MUG",
            "currency=GBP&from=2010-12-02&to=2010-12-02&sort=-units, MUG PLATE",
            "currency=GBP&from=2010-12-02&to=2010-12-02&sort=-returns, MUG",
            "currency=GBP&from=2010-12-03&to=2010-12-04,",
            "currency=GBP&from=2010-12-01&to=2011-12-01, PLATE MUG"
    })
    void productsAreListedByWhatTheySold(String question, String expected) throws Exception {
        List<String> whole = skus("/sales/products?" + question);
        List<String> pages = new ArrayList<>();
        for (String next = "/sales/products?limit=1&" + question; next != null;) {
            JsonNode page = TestHouse.json(get(next));
            pages.addAll(page.get("items").findValuesAsString("sku"));
            next = page.has("next") ? page.get("next").asString() : null;
        }

        assertThat(whole).isEqualTo(expected == null ? List.of() : List.of(expected.split(" ")));
        assertThat(pages).isEqualTo(whole);
    }

    private static List<String> skus(String path) throws Exception {
        return TestHouse.json(get(path)).get("items").findValuesAsString("sku");
    }

    @Test
    void whatIsCancelledOrComesBackCountsOnTheDayOnWhichItWasOrdered() throws Exception {
        assertThat(items("/sales/products/MUG?currency=GBP"))
                .isEqualTo(
                        """
                                [{"day":"2010-12-01","currency":"GBP","units":24,"revenue":2400,"cancelledUnits":0,"cancelledAmount":0,"returnedUnits":0,"returnedAmount":0},\
                                {"day":"2010-12-02","currency":"GBP","units":7,"revenue":650,"cancelledUnits":4,"cancelledAmount":400,"returnedUnits":5,"returnedAmount":500},\
                                {"day":"2010-12-04","currency":"GBP","units":0,"revenue":0,"cancelledUnits":7,"cancelledAmount":700,"returnedUnits":0,"returnedAmount":0}]""");
    }

    @ParameterizedTest
    @CsvSource({
            "/sales/days, 2010-12-01 GBP 2400 2010-12-02 GBP 4650 2010-12-04 GBP 0 2010-12-04 JPY 10",
            "/sales/days?currency=JPY, 2010-12-04 JPY 10",
            "/sales/days?from=2010-12-02&to=2010-12-03, 2010-12-02 GBP 4650",
            "/sales/days?to=2010-12-01, 2010-12-01 GBP 2400",
            "/sales/days?from=2010-12-05,",
            "/sales/days?sku=CUP%2F%C3%A9, 2010-12-04 JPY 5",
            "/sales/days?sku=nothing,",
            "/sales/products/MUG?from=2010-12-02, 2010-12-02 GBP 650 2010-12-04 GBP 0 2010-12-04 JPY 5",
            "/sales/products/MUG?from=2010-12-09,"
    })
    void daysAreListedFromTheEarliest(String path, String expected) throws Exception {
        List<String> days = new ArrayList<>();
        String separator = path.contains("?") ? "&" : "?";
        for (String next = path + separator + "limit=1"; next != null;) {
            JsonNode page = TestHouse.json(get(next));
            page.get("items")
                    .forEach(day -> days.add(
                            "%s %s %d".formatted(day.get("day").asString(), day.get("currency").asString(), day.get("revenue").asLong())));
            next = page.has("next") ? page.get("next").asString() : null;
        }

        assertThat(String.join(" ", days)).isEqualTo(expected == null ? "" : expected);
    }

    @Test
    void aRevisionThatTakesTheLastPieceOfAProductLeavesNothingOfIt() throws Exception {
        HttpResponse<String> wrong = get("/sales/products/WRONG");

        assertThat(wrong.statusCode()).isEqualTo(404);
        assertThat(TestHouse.json(wrong).get("type").asString()).isEqualTo("/problems/product-not-found");
        assertThat(house.count("sales_by_product_day where sku = 'WRONG'")).isZero();
    }

    @Test
    void noNumberOfOrdersIsTooLargeForTheSums() throws Exception {
        try (var own = TestHouse.open()) {
            var instance = own.startReady();
            long price = Money.MAX_MINOR_UNITS;
            for (int orders = 0; orders < 1_100;) {
                UUID order = TestOrders.id();
                if (Utils.toPositive(Utils.murmur2(EventCodec.key(order))) % TestLog.PARTITIONS == 0) {
                    var _ = own.log().send(order, placed("rich", price), Instant.parse("2010-12-01T12:00:00Z"));
                    orders++;
                }
            }
            String token = "0:1099";
            JsonNode day = TestHouse.json(own.get(instance, "/sales/days", "Consistency-Token", token)).at("/items/0");
            assertThat(day.get("revenue").bigIntegerValue())
                    .isEqualTo(BigInteger.valueOf(price).multiply(BigInteger.valueOf(1_100)));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/sales/days", "/sales/products?currency=GBP", "/sales/products/MUG"})
    void anAnswerIsSentAgainOnlyWhenItHasChanged(String path) throws Exception {
        String tag = get(path).headers().firstValue("ETag").orElseThrow();

        assertThat(house.get(service, path, "If-None-Match", tag).statusCode()).isEqualTo(304);
    }

    @ParameterizedTest
    @CsvSource({
            "/sales/products, currency",
            "/sales/products?currency=XXY, currency",
            "/sales/products?currency=GBP&sort=revenue, sort",
            "/sales/products?currency=GBP&from=2010-12-01, to",
            "/sales/products?currency=GBP&to=2010-12-01, from",
            "/sales/products?currency=GBP&from=2010-12-01&to=2011-12-02, to",
            "/sales/products?currency=GBP&from=2010-12-02&to=2010-12-01, to",
            "/sales/products?currency=GBP&from=2010-12-01T00:00:00Z&to=2010-12-02, from",
            "/sales/products?currency=GBP&cursor=x, cursor",
            "/sales/days?from=yesterday, from",
            "/sales/days?to=%2B12010-12-01, to",
            "/sales/days?x=1, x",
            "/sales/products/MUG?sku=1, sku"
    })
    void aWrongParameterIsNamed(String path, String parameter) throws Exception {
        HttpResponse<String> answer = get(path);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        assertThat(TestHouse.json(answer).get("errors").findValuesAsString("field")).contains(parameter);
    }
}
