package io.orderlog.query;

import static io.orderlog.query.TestOrders.placed;
import static org.assertj.core.api.Assertions.assertThat;

import io.orderlog.order.OrderEvent;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;

class LongPollingTest {

    private static TestHouse house;
    private static ConfigurableApplicationContext service;
    private UUID order;

    @BeforeAll
    static void start() throws Exception {
        house = TestHouse.open();
        service = house.startReady("orderlog.live.longest-wait=3s");
    }

    @AfterAll
    static void close() {
        house.close();
    }

    @BeforeEach
    void place() throws Exception {
        order = TestOrders.id();
        String token = house.log().append(order, placed());
        assertThat(house.get(service, "/orders/" + order, "Consistency-Token", token).statusCode()).isEqualTo(200);
    }

    private CompletableFuture<HttpResponse<String>> ask(String path, String... headers) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return house.get(service, path, headers);
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
    }

    private static void awaitWaiting() {
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> house.json(service, "/actuator/metrics/orderlog.live.waiting")
                        .get("measurements")
                        .get(0)
                        .get("value")
                        .asInt() == 1);
    }

    @Test
    void anOrderThatChangesIsAnsweredWhenItDoes() throws Exception {
        var answer = ask("/orders/" + order, "If-None-Match", "\"1\"", "Prefer", "respond-async, wait=2");
        awaitWaiting();
        house.log().append(order, new OrderEvent.Held("why"));

        assertThat(answer.get(30, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
        assertThat(answer.get().headers().firstValue("ETag")).hasValue("\"2\"");
        assertThat(answer.get().headers().firstValue("Preference-Applied")).hasValue("wait=2");
    }

    @Test
    void anOrderThatDoesNotChangeIsNotModifiedAfterTheLongestWait() throws Exception {
        long began = System.nanoTime();
        var answer = house.get(service, "/orders/" + order, "If-None-Match", "\"1\"", "Prefer", "wait=3600");

        assertThat(answer.statusCode()).isEqualTo(304);
        assertThat(answer.headers().firstValue("Preference-Applied")).hasValue("wait=3");
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isBetween(Duration.ofSeconds(3), Duration.ofSeconds(30));
    }

    @Test
    void whoHasAnotherVersionOrNoneIsAnsweredAtOnce() throws Exception {
        long began = System.nanoTime();
        assertThat(house.get(service, "/orders/" + order, "Prefer", "wait=3").headers().firstValue("Preference-Applied")).isEmpty();
        assertThat(house.get(service, "/orders/" + order, "If-None-Match", "\"0\"", "Prefer", "wait=3").statusCode()).isEqualTo(200);
        assertThat(house.get(service, "/orders/" + UUID.randomUUID(), "If-None-Match", "\"1\"", "Prefer", "wait=3").statusCode())
                .isEqualTo(404);
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(9));
    }

    @Test
    void theNextEventsOfAnOrderAreAnsweredWhenTheyHappen() throws Exception {
        var answer = ask("/orders/" + order + "/events?after=1", "Prefer", "wait=3");
        awaitWaiting();
        house.log().append(order, new OrderEvent.Held("why"));

        var items = TestHouse.json(answer.get(30, TimeUnit.SECONDS)).get("items");
        assertThat(items.size()).isEqualTo(1);
        assertThat(items.get(0).get("version").asInt()).isEqualTo(2);
    }
}
