package io.orderlog.query;

import static io.orderlog.query.TestOrders.placed;
import static io.orderlog.query.TestRebuilds.BRISK;
import static io.orderlog.query.TestRebuilds.SOON;
import static io.orderlog.query.TestRebuilds.append;
import static io.orderlog.query.TestRebuilds.awaitEqual;
import static io.orderlog.query.TestRebuilds.brisk;
import static io.orderlog.query.TestRebuilds.post;
import static io.orderlog.query.TestRebuilds.rebuild;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;

/** A release with other tables comes beside the one that runs. */
class NextReleaseTest {

    private static final String SCRIPTS = "orderlog.database.scripts=classpath:db/generation,classpath:db/next-release";
    /** So that there is time to see what happens meanwhile. */
    private static final String SLOW = "orderlog.views.building-batch-records=1";

    @Test
    void theNextReleaseMakesViewsOfItsOwnShowsTheOldOnesMeanwhileAndTheOldReleaseGoesOn() throws Exception {
        try (var house = TestHouse.open()) {
            var old = house.startReady(BRISK);
            UUID order = append(house, 400);
            awaitEqual(house);

            var next = house.start(brisk(SCRIPTS, SLOW));
            var meanwhile = new AtomicInteger();
            await().atMost(SOON).until(() -> {
                JsonNode readiness = house.json(next, "/actuator/health/readiness");
                boolean ready = readiness.get("status").asString().equals("UP");
                saysHowFarItIs(ready, readiness.at("/components/viewsCaughtUp"));
                assertThat(house.get(next, "/livez").statusCode()).isEqualTo(200);
                assertThat(house.get(next, "/orders/" + order).statusCode()).isEqualTo(200);
                meanwhile.addAndGet(ready ? 0 : 1);
                return ready;
            });

            assertThat(meanwhile).hasPositiveValue();
            assertThat(house.liveSchema()).isEqualTo("views_g2");
            assertThat(rebuild(house, old, 1).get("live").asBoolean()).isTrue();
            seesItsOwn(house, old);
            seesItsOwn(house, next);
            awaitEqual(house);

            assertThat(post(house, next, "/rebuilds/1/retire", "", 409).get("detail").asString()).contains("live");
            old.close();
            post(house, next, "/rebuilds/1/retire", "", 200);
            await().atMost(SOON).until(() -> rebuild(house, next, 1).has("droppedAt"));
            seesItsOwn(house, next);
        }
    }

    @Test
    void whatTheOldViewsLackIsSaidToBeBuilt() throws Exception {
        try (var house = TestHouse.open(); var connection = house.connect(); var statement = connection.createStatement()) {
            var old = house.startReady(BRISK);
            UUID order = append(house, 300);
            awaitEqual(house);
            old.close();
            statement.execute("drop table views_g1.history");

            var next = house.start(brisk(SCRIPTS, SLOW));

            await().atMost(SOON).untilAsserted(() -> {
                var events = house.get(next, "/orders/" + order + "/events");
                assertThat(events.statusCode()).isEqualTo(503);
                assertThat(events.body()).contains("/problems/view-being-built");
                assertThat(events.headers().firstValue("Retry-After")).isPresent();
            });
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(house.get(next, "/orders/" + order + "/events").statusCode()).isEqualTo(200));
            awaitEqual(house);
        }
    }

    private static void saysHowFarItIs(boolean ready, JsonNode views) {
        assertThat(views.get("status").asString()).isEqualTo(ready ? "UP" : "OUT_OF_SERVICE");
        assertThat(views.at("/details/lag").isObject()).isTrue();
    }

    private static void seesItsOwn(TestHouse house, ConfigurableApplicationContext service) throws Exception {
        UUID order = TestOrders.id();
        String token = house.log().append(order, placed());
        assertThat(house.get(service, "/orders/" + order, "Consistency-Token", token).statusCode()).isEqualTo(200);
    }
}
