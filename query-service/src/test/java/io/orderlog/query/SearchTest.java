package io.orderlog.query;

import static io.orderlog.query.TestOrders.line;
import static org.assertj.core.api.Assertions.assertThat;

import io.orderlog.order.Address;
import io.orderlog.order.Charges;
import io.orderlog.order.OrderEvent;
import io.orderlog.order.OrderLine;
import io.orderlog.order.Recipient;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;

class SearchTest {

    private static final Currency GBP = Currency.getInstance("GBP");
    private static final Map<String, UUID> ORDERS = new LinkedHashMap<>();

    @SuppressWarnings("NullAway.Init")
    private static TestHouse house;

    @SuppressWarnings("NullAway.Init")
    private static ConfigurableApplicationContext service;
    private static String token = "";

    @BeforeAll
    static void placeOrders() throws Exception {
        house = TestHouse.open();
        service = house.startReady();
        place("heart", "PO-77/A", "85123A", "WHITE HANGING HEART T-LIGHT HOLDER", "Ada Lovelace", "ada@example.org", "London", "W1J 7NT");
        place("white", "PO-78", "22752", "Set 7 babushka nesting boxes, white", "Jürgen Groß", "j.gross@example.com", "Köln", "50667");
        place("odd", "x' & | ! <-> :* \\ \"", "E1E5", "Ожерелье 首飾 ㎏ ½", "O'Neill", "o'neill+a@example.net", "São Paulo", "01310-100");
        for (String each : token.split(",")) {
            assertThat(house.get(service, "/orders", "Consistency-Token", each).statusCode()).isEqualTo(200);
        }
    }

    private static void place(
            String name, String reference, String sku, String description, String person, String email, String city, String code)
            throws Exception {
        var recipient = new Recipient(person, email, null, new Address(List.of("1 High Street"), city, null, code, "GB"));
        var lines = List.of(new OrderLine(1, sku, description, 1, 100, Map.of()));
        UUID id = TestOrders.id();
        ORDERS.put(name, id);
        String written = house.log()
                .append(id, new OrderEvent.Placed("c", GBP, reference, lines, Charges.NONE, recipient, Map.of(), null),
                        Instant.parse("2010-12-01T00:00:00Z").plusSeconds(ORDERS.size()));
        token = token.isEmpty() ? written : token + "," + written;
    }

    @AfterAll
    static void close() {
        house.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "white                            | white heart",
            "WHITE Heart                      | heart",
            "hang*                            | heart",
            "hang                             |",
            "whit* hea*                       | heart",
            "white nothing                    |",
            "85123A                           | heart",
            "85123*                           | heart",
            "PO-77/A                          | heart",
            "po-77*                           | heart",
            "PO*                              | white heart",
            "t-light                          | heart",
            "lovelace                         | heart",
            "ada@example.org                  | heart",
            "w1j 7nt                          | heart",
            "köln                             | white",
            "KÖLN groß                        | white",
            "sa\u0303o paulo                  | odd",
            "ожер*                            | odd",
            "首飾                              | odd",
            "kg                               | odd",
            "e1e5                             | odd",
            "o'neill                          | odd",
            "01310-100                        | odd",
            "high street                      |",
            "  white   boxes,                 | white"
    })
    void ordersAreFoundByTheirWords(String text, @Nullable String expected) throws Exception {
        assertThat(found("customer=c&q=" + encode(text))).isEqualTo(orders(expected));
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "' or 1=1 --", "white' & 'nothing", "white & !heart | nothing", "white <-> nothing", "nothing:*", "nothing:A", "\\nothing",
            "white') -- nothing", "$1 nothing", "\uD83D\uDE80 nothing", "nothing\u2028%", "((((nothing", "\"nothing", "nothing\\' *"})
    void whatLooksLikeALanguageIsNothingButText(String text) throws Exception {
        assertThat(found("q=" + encode(text))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", "***", "&", "' '", "\uD83D\uDE80", "w*", "white w*", "a\u0000b", " ", ""})
    void whatCannotBeSearchedForIsRefused(String text) throws Exception {
        assertInvalid(encode(text));
    }

    @Test
    void longTextsAreRefusedAndLongWordsAreCutAlike() throws Exception {
        assertInvalid("x".repeat(201));
        assertInvalid(encode(String.join(" ", IntStream.range(10, 27).mapToObj(Integer::toString).toList())));
        UUID id = TestOrders.id();
        String word = "ß\uD835\uDD04".repeat(60);
        String written = house.log().append(id, TestOrders.placed("long", GBP, word, List.of(line(1, "A", 1, 1))));
        assertThat(found("customer=long&q=" + encode(word.substring(0, 180)), "Consistency-Token", written)).containsExactly(id);
    }

    @Test
    void anOrderOfManyWordsIsStillProjectedAndFound() throws Exception {
        UUID id = TestOrders.id();
        List<OrderLine> lines = IntStream.rangeClosed(1, 500)
                .mapToObj(n -> new OrderLine(n, "many" + n, "x".repeat(50) + n + " " + "y".repeat(50) + n, 1, 1, Map.of()))
                .toList();
        String written = house.log().append(id, TestOrders.placed("many", GBP, null, lines));
        assertThat(found("q=many500%20many1", "Consistency-Token", written)).containsExactly(id);
    }

    @Test
    void theBeginningOfAnIdFindsTheOrder() throws Exception {
        UUID id = Objects.requireNonNull(ORDERS.get("heart"));
        for (int length : List.of(8, 9, 13, 14, 20, 36)) {
            assertThat(found("q=" + id.toString().substring(0, length))).containsExactly(id);
        }
        assertThat(found("q=" + id.toString().substring(0, 30).toUpperCase(Locale.ROOT) + "*")).containsExactly(id);
        UUID reference = TestOrders.id();
        UUID other = TestOrders.id();
        String written = house.log().append(other, TestOrders.placed("r", GBP, reference.toString(), List.of(line(1, "A", 1, 1))));
        assertThat(found("q=" + reference, "Consistency-Token", written)).containsExactly(other);
    }

    @Test
    void wordsGoWithFiltersAndSorts() throws Exception {
        assertThat(found("customer=c&q=white&sku=22752")).isEqualTo(orders("white"));
        assertThat(found("customer=c&q=white&sort=placedAt")).isEqualTo(orders("heart white"));
        assertThat(found("customer=c&q=white&placedTo=2010-12-01T00:00:02Z")).isEqualTo(orders("heart"));
        assertThat(found("q=white&customer=nobody")).isEmpty();
        assertThat(house.get(service, "/orders/export?customer=c&q=white", "Accept", "application/x-ndjson").body().lines()).hasSize(2);
        assertThat(house.json(service, "/orders/facets?customer=c&q=white").get("total").asLong()).isEqualTo(2);
    }

    @Test
    void whatAnOrderNoLongerSaysNoLongerFindsIt() throws Exception {
        UUID id = TestOrders.id();
        house.log().append(id, TestOrders.placed("revised", GBP, "before", List.of(line(1, "A", 1, 1))));
        var stranger = new Recipient("Nobody", null, null, null);
        var revised = new OrderEvent.Revised("after", List.of(line(1, "B", 1, 1)), Charges.NONE, stranger, Map.of(), List.of());
        String written = house.log().append(id, revised);

        assertThat(found("customer=revised&q=after", "Consistency-Token", written)).containsExactly(id);
        assertThat(found("customer=revised&q=before")).isEmpty();
        assertThat(found("customer=revised&q=turing")).isEmpty();
    }

    @Test
    void pagesOfASearchShowEveryOrderOnceWhileOthersArrive() throws Exception {
        List<UUID> before = new ArrayList<>();
        String last = "";
        for (int i = 0; i < 20; i++) {
            before.add(TestOrders.id());
            last = arrive(before.getLast(), i);
            house.get(service, "/orders", "Consistency-Token", last);
        }
        List<UUID> seen = new ArrayList<>();
        for (String next = "/orders?limit=3&q=paged*"; next != null;) {
            JsonNode page = house.json(service, next, "Consistency-Token", last);
            seen.addAll(ids(page));
            next = page.has("next") ? page.get("next").asString() : null;
            last = seen.size() < 60 ? arrive(TestOrders.id(), seen.size() % 20) : last;
        }
        assertThat(new HashSet<>(seen)).hasSameSizeAs(seen).containsAll(before);
        String next = house.json(service, "/orders?limit=1&q=paged*").get("next").asString();
        assertThat(house.get(service, next.replace("paged", "other")).statusCode()).isEqualTo(400);
    }

    private static String arrive(UUID id, int i) throws Exception {
        return house.log()
                .append(id, TestOrders.placed("p", GBP, "pagedthrough", List.of(line(1, "A", 1, 1))),
                        Instant.parse("2011-01-01T00:00:00Z").plusSeconds(i / 3));
    }

    @Test
    void facetsCountWhatTheListFinds() throws Exception {
        UUID held = TestOrders.id();
        house.log().append(held, TestOrders.placed("f", 100));
        house.log().append(held, new OrderEvent.Held("fraud"));
        UUID paid = TestOrders.id();
        String first = house.log().append(held, new OrderEvent.PaymentReceived("p", 100));
        String second = house.log().append(paid, TestOrders.placed("f", Currency.getInstance("JPY"), null, List.of(line(1, "A", 1, 5))));
        JsonNode facets = house.json(service, "/orders/facets?customer=f", "Consistency-Token", first + "," + second);

        assertThat(facets.toString()).isEqualTo("""
                {"total":2,"status":{"OPEN":1,"ON_HOLD":1},"paymentStatus":{"UNPAID":1,"PAID":1},\
                "fulfilmentStatus":{"UNFULFILLED":2},"currency":{"GBP":1,"JPY":1}}""");
        for (String status : List.of("OPEN", "ON_HOLD")) {
            assertThat(found("customer=f&status=" + status)).hasSize(facets.at("/status/" + status).asInt());
        }
        assertThat(house.json(service, "/orders/facets?customer=f&status=ON_HOLD").get("total").asInt()).isEqualTo(1);
        assertThat(house.json(service, "/orders/facets?customer=nobody").get("status").size()).isZero();
        assertThat(house.get(service, "/orders/facets?limit=1").statusCode()).isEqualTo(400);
    }

    private static List<UUID> found(String question, String... headers) throws Exception {
        HttpResponse<String> answer = house.get(service, "/orders?" + question, headers);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return ids(TestHouse.json(answer));
    }

    private static List<UUID> ids(JsonNode page) {
        return page.get("items").findValuesAsString("id").stream().map(UUID::fromString).toList();
    }

    private static List<UUID> orders(@Nullable String names) {
        return names == null
                ? List.of()
                : List.of(names.split(" ")).stream().map(name -> Objects.requireNonNull(ORDERS.get(name))).toList();
    }

    private static void assertInvalid(String encoded) throws Exception {
        HttpResponse<String> answer = house.get(service, "/orders?q=" + encoded);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        assertThat(TestHouse.json(answer).get("errors").findValuesAsString("field")).containsExactly("q");
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
