package io.orderlog.query;

import static io.orderlog.query.TestRebuilds.BRISK;
import static io.orderlog.query.TestRebuilds.SOON;
import static io.orderlog.query.TestRebuilds.append;
import static io.orderlog.query.TestRebuilds.awaitEqual;
import static io.orderlog.query.TestRebuilds.brisk;
import static io.orderlog.query.TestRebuilds.post;
import static io.orderlog.query.TestRebuilds.rebuild;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;

/** How fast views may be made. */
class ThrottleTest {

    @Test
    void aThrottleHolds() throws Exception {
        try (var house = TestHouse.open()) {
            var service = house.startReady(BRISK);
            append(house, 500);
            awaitEqual(house);
            long begun = System.nanoTime();
            post(house, service, "/rebuilds", "{\"throttle\": {\"eventsPerSecond\": 250}, \"verify\": false, \"switch\": true}", 201);
            await().atMost(SOON).until(() -> rebuild(house, service, 2).has("caughtUpAt"));
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isGreaterThan(Duration.ofMillis(3000));
        }
    }

    @Test
    void aShareOfTheProcessorsHolds() throws Exception {
        double allowed = 0.1;
        double share = allowed / Runtime.getRuntime().availableProcessors();
        try (var house = TestHouse.open()) {
            var service = house.startReady(brisk("orderlog.views.building-batch-records=2", "orderlog.views.building-at-once=1"));
            append(house, 100);
            awaitEqual(house);
            post(house, service, "/rebuilds", "{\"throttle\": {\"cpu\": %f}, \"verify\": false}".formatted(share), 201);
            await().atMost(SOON).until(() -> rebuild(house, service, 2).at("/progress/done").asLong() > 0);
            double before = secondsOfWriting(service);
            long begun = System.nanoTime();
            await().atMost(SOON).until(() -> rebuild(house, service, 2).has("caughtUpAt"));

            double wrote = secondsOfWriting(service) - before;
            assertThat(wrote).isPositive();
            // What is written last is not waited for. Without a throttle it would take little more than what it wrote.
            assertThat((System.nanoTime() - begun) / 1e9).isGreaterThan(wrote / allowed / 2);
        }
    }

    private static double secondsOfWriting(ConfigurableApplicationContext service) {
        return service.getBean(MeterRegistry.class).get("orderlog.views.batch.time").timer().totalTime(TimeUnit.SECONDS);
    }

    @Test
    void aThrottleCanBeChangedOrTakenAwayWhileItHolds() throws Exception {
        try (var house = TestHouse.open()) {
            var service = house.startReady(BRISK);
            append(house, 500);
            awaitEqual(house);
            post(house, service, "/rebuilds", "{\"throttle\": {\"eventsPerSecond\": 5, \"cpu\": 0.5}, \"verify\": false}", 201);
            await().atMost(SOON).until(() -> rebuild(house, service, 2).at("/progress/done").asLong() > 0);
            assertThat(house.write(service, "PATCH", "/rebuilds/2", "{\"reason\": \"no throttle\"}").statusCode()).isEqualTo(400);
            assertThat(house.write(service, "PATCH", "/rebuilds/1", "{\"throttle\": {}}").statusCode()).isEqualTo(409);

            HttpResponse<String> changed = house.write(service, "PATCH", "/rebuilds/2", "{\"throttle\": {\"eventsPerSecond\": 2000}}");

            assertThat(TestHouse.json(changed).at("/throttle/eventsPerSecond").asInt()).isEqualTo(2000);
            assertThat(TestHouse.json(changed).at("/throttle/cpu").isNull()).isTrue();
            await().atMost(SOON).until(() -> rebuild(house, service, 2).has("caughtUpAt"));
        }
    }
}
