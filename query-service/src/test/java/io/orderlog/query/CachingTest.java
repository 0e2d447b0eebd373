package io.orderlog.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderlog.order.OrderEvent;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.ConfigurableApplicationContext;

/** Answers that a client has already are not sent again, and no cache gives one client what another one asked for. */
@ResourceLock(RecordedStatements.LOCK)
class CachingTest {

    private static final UUID ORDER = TestOrders.id();

    @SuppressWarnings("NullAway.Init")
    private static TestHouse house;

    @SuppressWarnings("NullAway.Init")
    private static ConfigurableApplicationContext service;

    @BeforeAll
    static void placeAnOrder() throws Exception {
        house = TestHouse.open();
        service = house
                .startReady("spring.jpa.properties.hibernate.session_factory.statement_inspector=" + RecordedStatements.class.getName());
        house.log().append(ORDER, TestOrders.placed());
        String token = house.log().append(ORDER, new OrderEvent.Held("fraud"));
        assertThat(house.get(service, "/orders/" + ORDER, "Consistency-Token", token).statusCode()).isEqualTo(200);
    }

    @BeforeEach
    void forgetStatements() {
        RecordedStatements.STATEMENTS.clear();
    }

    @AfterAll
    static void close() {
        house.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"2\"", "W/\"2\"", "\"1\", W/\"2\", \"x,y\"", "*"})
    void anOrderThatTheClientHasIsNotEvenRead(String tags) throws Exception {
        var answer = house.get(service, "/orders/" + ORDER, "If-None-Match", tags);

        assertThat(answer.statusCode()).isEqualTo(304);
        assertThat(answer.body()).isEmpty();
        assertThat(answer.headers().firstValue("ETag")).contains("\"2\"");
        assertThat(answer.headers().firstValue("Last-Modified")).isPresent();
        assertThat(RecordedStatements.STATEMENTS).singleElement().satisfies(sql -> assertThat(sql).doesNotContain("document"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"1\"", "\"22\"", "\"\"", "2", "\"*\"", "nonsense"})
    void anOrderThatTheClientDoesNotHaveIsAnswered(String tags) throws Exception {
        var answer = house.get(service, "/orders/" + ORDER, "If-None-Match", tags);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(TestHouse.json(answer).get("version").asLong()).isEqualTo(2);
        assertThat(RecordedStatements.STATEMENTS).hasSize(2);
    }

    @Test
    void aRequestWithoutConditionsIsOneStatement() throws Exception {
        assertThat(house.get(service, "/orders/" + ORDER).statusCode()).isEqualTo(200);
        assertThat(RecordedStatements.STATEMENTS).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"0, 304", "3600, 304", "-1, 200", "-3600, 200"})
    void theTimeOfAChangeIsComparedInWholeSeconds(int secondsLater, int status) throws Exception {
        assertThat(house.get(service, "/orders/" + ORDER, "If-Modified-Since", http(updated().plusSeconds(secondsLater))).statusCode())
                .isEqualTo(status);
    }

    @Test
    void theTimeDoesNotCountBesideATagOrWhenItIsNone() throws Exception {
        String later = http(updated().plusSeconds(60));
        assertThat(house.get(service, "/orders/" + ORDER, "If-Modified-Since", later, "If-None-Match", "\"1\"").statusCode())
                .isEqualTo(200);
        assertThat(house.get(service, "/orders/" + ORDER, "If-Modified-Since", "yesterday").statusCode()).isEqualTo(200);
    }

    private static Instant updated() throws Exception {
        return Instant.parse(house.json(service, "/orders/" + ORDER).get("updatedAt").asString());
    }

    private static String http(Instant instant) {
        return DateTimeFormatter.RFC_1123_DATE_TIME.format(instant.atOffset(ZoneOffset.UTC));
    }

    @Test
    void headSaysWhatGetWouldAndReadsLess() throws Exception {
        var head = house.send(service, "HEAD", "/orders/" + ORDER);
        assertThat(RecordedStatements.STATEMENTS).singleElement().satisfies(sql -> assertThat(sql).doesNotContain("document"));
        var get = house.get(service, "/orders/" + ORDER);

        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.body()).isEmpty();
        for (String name : new String[]{"ETag", "Last-Modified", "Content-Type", "Cache-Control", "Vary"}) {
            assertThat(head.headers().firstValue(name)).as(name).isPresent().isEqualTo(get.headers().firstValue(name));
        }
        assertThat(head.headers().firstValue("Content-Length")).isEmpty();
        assertThat(house.send(service, "HEAD", "/orders/" + ORDER, "If-None-Match", "\"2\"").statusCode()).isEqualTo(304);
        assertThat(house.send(service, "HEAD", "/orders/" + UUID.randomUUID()).statusCode()).isEqualTo(404);
    }

    @Test
    void aListIsNotSentAgainUntilOneOfItsOrdersChanges() throws Exception {
        UUID order = TestOrders.id();
        String token = house.log().append(order, TestOrders.placed("c", 100));
        String list = "/orders?customer=c";
        String tag = tag(house.get(service, list, "Consistency-Token", token));

        assertThat(tag).startsWith("\"");
        assertThat(house.get(service, list, "If-None-Match", tag).statusCode()).isEqualTo(304);
        assertThat(house.send(service, "HEAD", list).headers().firstValue("ETag")).contains(tag);
        String changed = house.log().append(order, new OrderEvent.Held("fraud"));
        var second = house.get(service, list, "If-None-Match", tag, "Consistency-Token", changed);
        assertThat(second.statusCode()).isEqualTo(200);
        String another = house.log().append(TestOrders.id(), TestOrders.placed("c", 100));
        assertThat(house.get(service, list, "If-None-Match", tag(second), "Consistency-Token", another).statusCode()).isEqualTo(200);
        assertThat(tag(house.get(service, list))).isNotEqualTo(tag(house.get(service, list + "&limit=1")));
    }

    private static String tag(HttpResponse<String> answer) {
        return answer.headers().firstValue("ETag").orElseThrow();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/orders/{id}", "/orders", "/orders/facets", "/orders/export", "/orders/{id}/events", "/orders/nonsense",
            "/orders?limit=0"})
    void noCacheKeepsAnythingForOthersOrUsesItUnasked(String path) throws Exception {
        var answer = house.get(service, path.replace("{id}", ORDER.toString()));
        assertThat(answer.headers().allValues("Cache-Control")).containsExactly("private, no-cache");
        assertThat(answer.headers().allValues("Vary")).containsExactly("Accept, Authorization");
    }
}
