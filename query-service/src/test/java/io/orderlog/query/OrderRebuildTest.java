package io.orderlog.query;

import static io.orderlog.query.TestRebuilds.SOON;
import static io.orderlog.query.TestRebuilds.append;
import static io.orderlog.query.TestRebuilds.awaitEqual;
import static io.orderlog.query.TestRebuilds.post;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orderlog.order.OrderEvent;
import io.orderlog.order.OrderEvent.Held;
import io.orderlog.order.OrderEvent.Released;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;

/** One order alone is made anew from the log. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OrderRebuildTest {

    @SuppressWarnings("NullAway.Init")
    private TestHouse house;

    @SuppressWarnings("NullAway.Init")
    private ConfigurableApplicationContext service;

    @BeforeAll
    void start() throws Exception {
        house = TestHouse.open();
        service = house.startReady();
    }

    @AfterAll
    void stop() {
        house.close();
    }

    @Test
    void rowsThatWereDamagedByHandAreHealedWhileEventsArrive() throws Exception {
        UUID order = append(house, 20);
        for (OrderEvent event : TestOrders.lifeOfAnOrder().subList(1, 4)) {
            house.log().append(order, event);
        }
        awaitEqual(house);
        damage("update orders set total = total + 1, reference = 'x' where id = '%s'", order);
        damage("delete from order_lines where order_id = '%s' and line_number = 1", order);
        damage("update order_lines set order_id = order_id, line_number = 7 where order_id = '%s' and line_number = 2", order);
        damage("update order_words set words = to_tsvector('simple', 'wrong') where order_id = '%s'", order);
        damage("update history set hash = 'x', data = '{}' where order_id = '%s' and version = 2", order);
        damage("delete from history where order_id = '%s' and version = 1", order);
        assertThat(house.differences()).isNotEmpty();

        try (var clients = TokenClients.start(house, service)) {
            int before = clients.answered();
            for (int i = 0; i < 5; i++) {
                synchronized (house) {
                    house.log().append(order, i % 2 == 0 ? new Held("why") : new Released());
                }
                assertThat(rebuilt(order).get("sumsInDoubt").asBoolean()).isFalse();
            }
            await().atMost(SOON).until(() -> clients.answered() > before + 20);
        }
        awaitEqual(house);
        assertThat(house.json(service, "/audit/orders/" + order + "/verification?source=log").get("holds").asBoolean()).isTrue();
        assertThat(house.json(service, "/rebuilds/1").get("journal").toString()).contains("\"order\"", order + ": by hand");
    }

    @Test
    void aPartitionThatStoppedBecauseOfTheDamageGoesOn() throws Exception {
        UUID lost = append(house, 1);
        UUID forged = append(house, 1);
        awaitEqual(house);
        damage("delete from orders where id = '%s'", lost);
        damage("update orders set last_hash = 'x' where id = '%s'", forged);
        forgetWhatIsRemembered();
        house.log().append(lost, new Held("why"));
        house.log().append(forged, new Held("why"));
        await().atMost(SOON).until(() -> house.get(service, "/actuator/health").body().contains("DOWN"));

        assertThat(rebuilt(lost).get("events").asInt()).isEqualTo(2);
        assertThat(rebuilt(forged).get("sumsInDoubt").asBoolean()).isFalse();

        awaitEqual(house);
        assertThat(house.get(service, "/actuator/health").body()).doesNotContain("DOWN");
    }

    @Test
    void anOrderThatOnlyTheViewsHaveIsTakenOutAndOneThatNobodyHasIsNotFound() throws Exception {
        UUID order = append(house, 1);
        UUID invented = TestOrders.id();
        awaitEqual(house);
        damage("insert into order_lines select '" + invented + "', line_number, log_partition, sku, description, quantity, unit_price, "
                + "cancelled, shipped, delivered, in_return, returned from order_lines where order_id = '%s'", order);

        assertThat(rebuilt(invented).get("events").asInt()).isZero();
        awaitEqual(house);
        assertThat(house.post(service, "/rebuilds/orders/" + invented, "").statusCode()).isEqualTo(404);
        assertThat(house.post(service, "/rebuilds/orders/7", "").statusCode()).isEqualTo(404);
    }

    /** Sums hold what events added, worked out from what was stored then. */
    @Test
    void whereSumsMayHaveBeenLedAstrayTheAnswerSaysSo() throws Exception {
        UUID order = append(house, 1);
        awaitEqual(house);
        damage("update orders set document = jsonb_set(document::jsonb, '{lines,0,ordered,quantity}', '60')::json where id = '%s'", order);

        assertThat(rebuilt(order).get("sumsInDoubt").asBoolean()).isTrue();

        awaitEqual(house);
    }

    /** In a house of its own, because a skipped event is none for whoever compares. */
    @Test
    void whatIsParkedStaysParkedAndWhatWasSkippedIsSkippedAgain() throws Exception {
        try (var other = TestHouse.open()) {
            var instance = other.startReady();
            UUID order = append(other, 1);
            other.log().appendUnreadable(order, "orderlog.order.exploded.v9", "{}");
            other.log().append(order, new Held("waits"));
            await().atMost(SOON).until(() -> other.count("parked_record") == 2);
            damage(other, "update orders set total = total + 1, document = '{}' where id = '%s'", order);

            JsonNode rebuilt = rebuilt(other, instance, order);

            assertThat(rebuilt.get("events").asInt()).isEqualTo(2);
            assertThat(rebuilt.get("parked").asInt()).isEqualTo(2);
            assertThat(other.json(instance, "/orders/" + order).get("version").asLong()).isEqualTo(2);
            long offset = other.json(instance, "/parked").at("/items/0/offset").asLong();
            post(other, instance, "/parked/" + order + "/skip", "{\"offset\": %d, \"reason\": \"nobody reads it\"}".formatted(offset), 200);

            assertThat(rebuilt(other, instance, order).get("events").asInt()).isEqualTo(4);
            assertThat(other.json(instance, "/orders/" + order).get("status").asString()).isEqualTo("ON_HOLD");
        }
    }

    private JsonNode rebuilt(UUID order) throws Exception {
        return rebuilt(house, service, order);
    }

    private static JsonNode rebuilt(TestHouse house, ConfigurableApplicationContext service, UUID order) throws Exception {
        JsonNode answer = post(house, service, "/rebuilds/orders/" + order, "{\"reason\": \"by hand\"}", 200);
        assertThat(answer.get("leftIn")).isEmpty();
        assertThat(answer.get("generations")).hasSize(1);
        return answer.get("generations").get(0);
    }

    /** What an instance remembers of its last batches is right, whatever was done to the rows. */
    private void forgetWhatIsRemembered() throws Exception {
        damage("update checkpoint set repairs = repairs + 1 where '%s' is not null", TestOrders.id());
    }

    private void damage(String sql, UUID order) throws Exception {
        damage(house, sql, order);
    }

    private static void damage(TestHouse house, String sql, UUID order) throws Exception {
        try (var connection = house.connect(); var statement = connection.createStatement()) {
            assertThat(statement.executeUpdate(sql.formatted(order))).isPositive();
        }
    }
}
