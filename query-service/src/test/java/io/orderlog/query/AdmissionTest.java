package io.orderlog.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;

class AdmissionTest {

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final String NOT_WRITTEN_YET = "0:1000000";

    @Test
    void moreQueriesThanMayBeAtOnceAreTurnedAwayAtOnceAndWhoWaitsOnPurposeIsNotCounted() throws Exception {
        try (var house = TestHouse.open(); var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var service = house.startReady("orderlog.queries.max-at-once=1", "orderlog.queries.consistency-timeout=10s");
            String order = "/orders/" + TestOrders.id();
            await().atMost(SOON).until(() -> house.get(service, order).statusCode() == 404);

            try (var stream = TestStream.open(service, "/orders/stream", null)) {
                assertThat(house.get(service, order).statusCode()).isEqualTo(404);
                var waiting = CompletableFuture.supplyAsync(() -> untilAdmitted(house, service, order), threads);
                await().atMost(SOON).until(() -> house.get(service, order).statusCode() == 503);
                HttpResponse<String> refused = house.get(service, order);
                assertThat(waiting).isNotDone();

                assertThat(refused.statusCode()).isEqualTo(503);
                assertThat(refused.headers().firstValue("Retry-After")).hasValue("1");
                assertThat(TestHouse.json(refused).get("type").asString()).isEqualTo("/problems/unavailable");
                assertThat(house.get(service, "/livez").statusCode()).isEqualTo(200);
                assertThat(house.get(service, order, "Prefer", "wait=1").statusCode()).isEqualTo(404);

                assertThat(TestHouse.json(waiting.join()).get("type").asString()).isEqualTo("/problems/views-behind");
                assertThat(house.get(service, order).statusCode()).isEqualTo(404);
            }
        }
    }

    /** Comes again if one of the queries that look for a refusal was quicker. */
    private static HttpResponse<String> untilAdmitted(TestHouse house, ConfigurableApplicationContext service, String path) {
        return await().pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(1))
                .atMost(SOON)
                .until(() -> waitForTheViews(house, service, path), response -> !isRefused(response));
    }

    private static boolean isRefused(HttpResponse<String> response) {
        return TestHouse.json(response).get("type").asString().equals("/problems/unavailable");
    }

    private static HttpResponse<String> waitForTheViews(TestHouse house, ConfigurableApplicationContext service, String path) {
        try {
            return house.get(service, path, "Consistency-Token", NOT_WRITTEN_YET);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
