package io.orderlog.query;

import static io.orderlog.query.TestRebuilds.BRISK;
import static io.orderlog.query.TestRebuilds.SOON;
import static io.orderlog.query.TestRebuilds.append;
import static io.orderlog.query.TestRebuilds.awaitEqual;
import static io.orderlog.query.TestRebuilds.awaitOk;
import static io.orderlog.query.TestRebuilds.post;
import static io.orderlog.query.TestRebuilds.rebuild;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** New views are compared with the live ones, row by row, before they become live by themselves. */
class ComparisonTest {

    @Test
    void rowsThatWereDamagedByHandAreFoundAndHealedByTheRebuild() throws Exception {
        try (var house = TestHouse.open(); var connection = house.connect(); var statement = connection.createStatement()) {
            var service = house.startReady(BRISK);
            UUID damaged = append(house, 60);
            UUID lacking = append(house, 1);
            UUID invented = TestOrders.id();
            awaitEqual(house);
            statement.execute("update orders set total = total + 1 where id = '" + damaged + "'");
            statement.execute("delete from order_lines where order_id = '" + lacking + "' and line_number = 2");
            statement.execute("insert into order_lines select '" + invented + "', line_number, log_partition, sku, description, quantity, "
                    + "unit_price, cancelled, shipped, delivered, in_return, returned from order_lines where order_id = '" + lacking + "'");

            post(house, service, "/rebuilds", "{\"switch\": true}", 201);
            await().atMost(SOON).until(() -> rebuild(house, service, 2).has("verification"));

            JsonNode found = rebuild(house, service, 2).get("verification");
            assertThat(found.get("result").asString()).isEqualTo("DRIFT");
            List<String> differences = new ArrayList<>();
            found.get("firstDifferences")
                    .forEach(it -> differences.add("%s %s %s".formatted(it.get("kind").asString(),
                            it.get("table").asString(), it.get("key")) + it.get("columns")));
            assertThat(differences).hasSize(3)
                    .contains("DIFFERENT orders {\"id\":\"" + damaged + "\"}[\"total\"]")
                    .anyMatch(it -> it.startsWith("ONLY_REBUILT order_lines {\"order_id\":\"" + lacking + "\",\"line_number\":2}"))
                    .anyMatch(it -> it.startsWith("ONLY_LIVE order_lines {\"order_id\":\"" + invented + "\",\"line_number\":1}"));
            await().during(Duration.ofSeconds(1)).atMost(SOON).until(() -> house.liveSchema().equals("views_g1"));

            awaitOk(house, service, "/rebuilds/2/switch");
            assertThat(house.liveSchema()).isEqualTo("views_g2");
            awaitEqual(house);
        }
    }

    @Test
    void equalViewsAreFoundEqualWhileEventsArriveAndBecomeLive() throws Exception {
        try (var house = TestHouse.open()) {
            var service = house.startReady(BRISK);
            append(house, 100);
            awaitEqual(house);
            try (var _ = TokenClients.start(house, service)) {
                post(house, service, "/rebuilds", "{\"switch\": true}", 201);
                await().atMost(SOON).until(() -> rebuild(house, service, 2).get("live").asBoolean());
            }
            JsonNode report = house.json(service, "/rebuilds/2/verification");
            assertThat(report.get("result").asString()).as(report.toString()).isEqualTo("EQUAL");
            assertThat(report.get("notCompared")).isEmpty();
            JsonNode orders =
                    report.get("tables").valueStream().filter(it -> it.get("table").asString().equals("orders")).findAny().orElseThrow();
            assertThat(orders.get("rows").asLong()).isGreaterThanOrEqualTo(100);
            assertThat(orders.get("partitions")).hasSize(TestLog.PARTITIONS);
            awaitEqual(house);
        }
    }
}
