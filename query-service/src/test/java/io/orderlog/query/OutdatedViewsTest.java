package io.orderlog.query;

import static io.orderlog.query.TestOrders.placed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The scripts that made the tables are not the ones that this program brings. */
class OutdatedViewsTest {

    private static final Duration SOON = Duration.ofSeconds(30);

    @Test
    void viewsOfOtherScriptsAreRefusedInOneSentenceOrIfAllowedMadeAnew() throws Exception {
        for (String schema : new String[]{"orderlog", "views_g1"}) {
            try (var house = TestHouse.open(); var connection = house.connect(); var statement = connection.createStatement()) {
                var before = house.startReady();
                UUID order = TestOrders.id();
                String written = house.log().append(order, placed());
                before.close();
                statement.execute("update " + schema + ".flyway_schema_history set checksum = 1 where version = '1'");

                var refusing = house.start();
                await().atMost(SOON).untilAsserted(() -> {
                    var readiness = house.get(refusing, "/actuator/health/readiness");
                    assertThat(readiness.statusCode()).isEqualTo(503);
                    assertThat(readiness.body()).contains("other scripts", "drop the schemas orderlog, views_g1");
                });
                assertThat(house.get(refusing, "/actuator/health/views").statusCode()).isEqualTo(503);
                refusing.close();

                var remade = house.startReady("orderlog.database.remake-outdated=true");
                assertThat(house.get(remade, "/orders/" + order, "Consistency-Token", written).statusCode()).isEqualTo(200);
                assertThat(house.differences()).isEmpty();
            }
        }
    }
}
