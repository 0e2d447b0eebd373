package io.orderlog.query;

import static io.orderlog.query.TestRebuilds.BRISK;
import static io.orderlog.query.TestRebuilds.SOON;
import static io.orderlog.query.TestRebuilds.append;
import static io.orderlog.query.TestRebuilds.awaitEqual;
import static io.orderlog.query.TestRebuilds.post;
import static io.orderlog.query.TestRebuilds.rebuild;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What would the views have said? */
class ScratchTest {

    @Test
    void viewsUpToATimeCanBeAskedBesideTheLiveOnesAndThrownAway() throws Exception {
        try (var house = TestHouse.open()) {
            var service = house.startReady(BRISK);
            UUID early = append(house, 10);
            Instant until = Instant.now().plusMillis(20);
            await().until(() -> Instant.now().isAfter(until.plusMillis(20)));
            UUID late = append(house, 10);
            awaitEqual(house);

            JsonNode started = post(house, service, "/rebuilds", "{\"scratch\": {\"until\": \"" + until + "\"}}", 201);
            assertThat(started.get("purpose").asString()).isEqualTo("SCRATCH");
            await().atMost(SOON).until(() -> rebuild(house, service, 2).get("state").asString().equals("FILLED"));

            assertThat(house.json(service, "/orders?limit=200", "Generation", "2").get("items")).hasSize(10);
            assertThat(house.get(service, "/orders/" + early, "Generation", "2").statusCode()).isEqualTo(200);
            assertThat(house.get(service, "/orders/" + late, "Generation", "2").statusCode()).isEqualTo(404);
            assertThat(house.json(service, "/orders?limit=200").get("items")).hasSize(20);
            assertThat(post(house, service, "/rebuilds/2/switch", "", 409).get("detail").asString()).contains("scratch");

            post(house, service, "/rebuilds/2/retire", "", 200);
            await().atMost(SOON).until(() -> rebuild(house, service, 2).has("droppedAt"));
            assertThat(house.get(service, "/orders", "Generation", "2").statusCode()).isEqualTo(400);
            awaitEqual(house);
        }
    }

    @Test
    void viewsUpToOffsetsHaveExactlyWhatIsBeforeThem() throws Exception {
        try (var house = TestHouse.open()) {
            var service = house.startReady(BRISK);
            // So many, that each partition has some.
            append(house, 240);
            awaitEqual(house);

            post(house, service, "/rebuilds", "{\"scratch\": {\"offsets\": {\"3\": 1, \"5\": 2}}}", 201);
            await().atMost(SOON).until(() -> rebuild(house, service, 2).get("state").asString().equals("FILLED"));

            assertThat(house.count("views_g2.history")).isEqualTo(3);
            assertThat(rebuild(house, service, 2).at("/progress/total").asLong()).isEqualTo(3);
        }
    }
}
