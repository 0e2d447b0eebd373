package io.orderlog.query;

import static io.orderlog.query.TestOrders.line;
import static org.assertj.core.api.Assertions.assertThat;

import io.orderlog.order.OrderEvent;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;

class AuditEventsTest {

    private static final Currency GBP = Currency.getInstance("GBP");
    private static final UUID LAMP = UUID.fromString("00000000-0000-4000-8000-000000000001");
    private static final UUID BAG = UUID.fromString("00000000-0000-4000-8000-000000000002");

    @SuppressWarnings("NullAway.Init")
    private static TestHouse house;

    @SuppressWarnings("NullAway.Init")
    private static ConfigurableApplicationContext service;
    private static String token = "";

    @BeforeAll
    static void writeHistory() throws Exception {
        house = TestHouse.open();
        service = house.startReady();
        append(LAMP, TestOrders.placed("c1", GBP, "R-1/A", List.of(line(1, "85123A", 1, 100))), "2010-12-01T08:26:00Z");
        append(BAG, TestOrders.placed("c2", GBP, "ÉTÉ 7", List.of(line(1, "22423_x", 1, 100))), "2010-12-02T00:00:00Z");
        append(LAMP, new OrderEvent.Held("suspicion of 'fraud' \\ odd"), null);
        append(LAMP, new OrderEvent.Released(), null);
        append(BAG, new OrderEvent.PaymentReceived("ch_1", 100), "2010-12-03T00:00:00Z");
    }

    private static void append(UUID order, OrderEvent event, @Nullable String effectiveAt) throws Exception {
        String written = house.log().append(order, event, effectiveAt == null ? null : Instant.parse(effectiveAt));
        token = token.isEmpty() ? written : token + "," + written;
    }

    @AfterAll
    static void close() {
        house.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "                                                           | received released held placed placed",
            "sort=recordedAt                                            | placed placed held released received",
            "order=00000000-0000-4000-8000-000000000001                 | released held placed",
            "customer=c2                                                | received placed",
            "customer=c1&type=orderlog.order.held.v1                    | held",
            "actor=tester&order=00000000-0000-4000-8000-000000000002    | received placed",
            "actor=nobody                                               |",
            "effectiveFrom=2010-12-02&effectiveTo=2010-12-03T00:00:01Z  | received placed",
            "effectiveFrom=2020-01-01                                   | released held",
            "recordedTo=2020-01-01                                      |",
            "text=85123a                                                | placed",
            "text=85123                                                 | placed",
            "text=r-1/a                                                 | placed",
            "text=%C3%A9t%C3%A9                                         | placed",
            "text=fraud                                                 | held",
            "text='fraud'%20odd                                         | held",
            "text=ch_1                                                  | received",
            "text=22423_x                                               | placed",
            "text=turing%20HANGING&sort=recordedAt                      | placed placed",
            "text=hanging%20fraud                                       |",
            "text=reason                                                |",
            "text=%5C%5C'%20%7C%20!x:*                                  | placed"
    })
    void eventsAreFoundByFiltersAndInOrder(@Nullable String question, @Nullable String expected) throws Exception {
        JsonNode page = house.json(service, "/audit/events?" + (question == null ? "" : question), "Consistency-Token", token);

        assertThat(page.get("items").findValuesAsString("type").stream().map(AuditEventsTest::shortName).toList())
                .isEqualTo(expected == null ? List.of() : List.of(expected.split(" ")));
    }

    private static String shortName(String type) {
        return type.replaceAll("orderlog\\.order\\.(payment-)?|\\.v1", "");
    }

    @Test
    void whatOneCauseLedToIsFoundByItsNames() throws Exception {
        JsonNode placed = house.json(service, "/audit/events?type=orderlog.order.held.v1", "Consistency-Token", token).at("/items/0");

        for (String name : List.of("correlationId", "causationId")) {
            JsonNode found = house.json(service, "/audit/events?" + name + "=" + placed.get(name).asString()).get("items");
            assertThat(found.size()).isEqualTo(1);
            assertThat(found.get(0)).isEqualTo(placed);
        }
        assertThat(placed.get("orderId").asString()).isEqualTo(LAMP.toString());
        assertThat(placed.get("customerId").asString()).isEqualTo("c1");
    }

    @ParameterizedTest
    @CsvSource({
            "order=1, order", "order=00000000-0000-4000-8000-00000000000, order", "sort=actor, sort", "text=%21%21, text", "text=, text",
            "recordedFrom=x, recordedFrom", "effectiveTo=2010-13-01, effectiveTo", "limit=0, limit", "cursor=x, cursor",
            "actr=x, actr", "customer=%00, customer", "actor=a&actor=b, actor"
    })
    void eachWrongParameterIsNamed(String question, String parameter) throws Exception {
        HttpResponse<String> answer = house.get(service, "/audit/events?" + question);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(TestHouse.json(answer).get("errors").findValuesAsString("field")).contains(parameter);
    }

    @Test
    void aCursorIsGoodForItsOwnQuestionOnly() throws Exception {
        String next = house.json(service, "/audit/events?limit=1&customer=c1", "Consistency-Token", token).get("next").asString();

        assertThat(house.get(service, next).statusCode()).isEqualTo(200);
        assertThat(house.get(service, next.replace("c1", "c2")).statusCode()).isEqualTo(400);
        assertThat(house.get(service, next + "&sort=recordedAt").statusCode()).isEqualTo(400);
    }

    @Test
    void hostileTextsAreNothingButTexts() throws Exception {
        for (String text : List.of("' or 1=1 --", "a'':* | b", "(((", "<->", "a\\", "\uD83D\uDE80 a", "a".repeat(200), ":*a", "a&!b")) {
            String encoded = java.net.URLEncoder.encode(text, java.nio.charset.StandardCharsets.UTF_8);
            assertThat(house.get(service, "/audit/events?actor=" + encoded).statusCode()).as(text).isEqualTo(200);
            assertThat(house.get(service, "/audit/events?text=" + encoded).statusCode()).as(text).isIn(200, 400);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"recordedAt", "-recordedAt"})
    void pagesShowEveryEventOnceWhileOthersArrive(String sort) throws Exception {
        try (var own = TestHouse.open()) {
            var instance = own.startReady();
            List<String> before = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                UUID order = TestOrders.id();
                own.log().append(order, TestOrders.placed("c", 100));
                before.add(order + "/1");
                own.get(instance, "/audit/events", "Consistency-Token", own.log().append(order, new OrderEvent.Held("x")));
                before.add(order + "/2");
            }
            try (var connection = own.connect(); var statement = connection.createStatement()) {
                // All at the same time: only the place in the log tells them apart.
                statement.execute("update history set recorded_at = date_trunc('minute', recorded_at)");
            }
            List<String> seen = new ArrayList<>();
            for (String next = "/audit/events?limit=3&sort=" + sort; next != null;) {
                JsonNode page = own.json(instance, next);
                page.get("items").forEach(event -> seen.add(event.get("orderId").asString() + "/" + event.get("version").asLong()));
                next = page.has("next") ? page.get("next").asString() : null;
                if (seen.size() < 60) {
                    own.log().append(TestOrders.id(), TestOrders.placed("c", 100));
                }
            }
            assertThat(new HashSet<>(seen)).hasSameSizeAs(seen).containsAll(before);
        }
    }

    @Test
    void theAnswerWaitsForAConsistencyToken() throws Exception {
        for (int i = 0; i < 20; i++) {
            UUID order = TestOrders.id();
            String written = house.log().append(order, TestOrders.placed("late", 1));
            JsonNode found = house.json(service, "/audit/events?order=" + order, "Consistency-Token", written);
            assertThat(found.get("items").size()).isEqualTo(1);
        }
    }
}
