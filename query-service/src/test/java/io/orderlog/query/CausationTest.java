package io.orderlog.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;

class CausationTest {

    @SuppressWarnings("NullAway.Init")
    private static TestHouse house;

    @SuppressWarnings("NullAway.Init")
    private static ConfigurableApplicationContext service;

    @BeforeAll
    static void open() throws Exception {
        house = TestHouse.open();
        service = house.startReady();
    }

    @AfterAll
    static void close() {
        house.close();
    }

    @Test
    void causesStandBeforeWhatTheyLedToAlsoOnOtherOrders() throws Exception {
        UUID one = id(1);
        UUID other = id(2);
        event(one, 1, id(11), "request-1", "import");
        event(other, 1, id(21), id(11).toString(), "import");
        event(other, 2, id(22), id(21).toString(), "other");
        event(one, 2, id(12), "request-2", "import");
        event(id(3), 1, id(31), "request-3", "import");
        event(id(4), 1, id(41), "request-4", "unrelated");

        List<String> tree = List.of("0 request-1", "1 " + id(11), "2 " + id(21), "3 " + id(22), "0 request-3", "1 " + id(31),
                "0 request-2", "1 " + id(12));
        assertThat(tree(causation(one))).isEqualTo(tree);
        assertThat(tree(causation(other))).isEqualTo(tree);
        assertThat(causation(one).get("complete").asBoolean()).isTrue();
        assertThat(causation(one).at("/tree/2/orderId").asString()).isEqualTo(other.toString());
        assertThat(tree(causation(id(4)))).containsExactly("0 request-4", "1 " + id(41));
    }

    @Test
    void circlesEndAndAreToldOf() throws Exception {
        event(id(5), 1, id(51), id(53).toString(), "circle");
        event(id(5), 2, id(52), id(51).toString(), "circle");
        event(id(6), 1, id(53), id(52).toString(), "circle");
        event(id(7), 1, id(71), id(71).toString(), "itself");

        JsonNode circle = causation(id(6));
        assertThat(tree(circle)).containsExactly("0 " + id(51), "1 " + id(52), "2 " + id(53));
        assertThat(circle.at("/tree/0/circular").asBoolean()).isTrue();
        assertThat(circle.at("/tree/1").has("circular")).isFalse();
        assertThat(tree(causation(id(7)))).containsExactly("0 " + id(71));
    }

    @Test
    void anImportOfAMillionOrdersIsCutAndALongChainIsWhole() throws Exception {
        try (Connection connection = house.connect(); Statement statement = connection.createStatement()) {
            statement.execute(insert("""
                    select ('00000000-0000-4000-8000-1' || lpad(n::text, 11, '0'))::uuid, 1,
                        ('00000000-0000-4000-8001-' || lpad(n::text, 12, '0'))::uuid, 'r' || n, 'big' from generate_series(1, 5000) n"""));
            statement.execute(insert("""
                    select '00000000-0000-4000-8000-000000000008'::uuid, n, ('00000000-0000-4000-8002-' || lpad(n::text, 12, '0'))::uuid,
                        '00000000-0000-4000-8002-' || lpad((n - 1)::text, 12, '0'), 'chain' from generate_series(1, 900) n"""));
        }
        JsonNode cut = causation(UUID.fromString("00000000-0000-4000-8000-100000000007"));
        assertThat(cut.get("complete").asBoolean()).isFalse();
        assertThat(cut.get("tree").size()).isBetween(1000, 2000);
        JsonNode chain = causation(id(8));
        assertThat(chain.get("complete").asBoolean()).isTrue();
        assertThat(chain.at("/tree/900/depth").asInt()).isEqualTo(900);
    }

    @Test
    void anOrderThatIsNotThereHasNoCauses() throws Exception {
        assertThat(house.get(service, "/audit/orders/" + TestOrders.id() + "/causation").statusCode()).isEqualTo(404);
        assertThat(house.get(service, "/audit/orders/" + id(1) + "/causation?depth=1").statusCode()).isEqualTo(400);
    }

    private static JsonNode causation(UUID order) throws Exception {
        return house.json(service, "/audit/orders/" + order + "/causation");
    }

    private static List<String> tree(JsonNode causation) {
        List<String> lines = new ArrayList<>();
        causation.get("tree").forEach(node -> lines.add(node.get("depth").asInt() + " " + node.get("id").asString()));
        return lines;
    }

    private static UUID id(int n) {
        return UUID.fromString("00000000-0000-4000-8000-%012d".formatted(n));
    }

    /** Written into the view: the log would never hold a circle. */
    private static void event(UUID order, long version, UUID id, String cause, String correlation) throws Exception {
        try (Connection connection = house.connect(); Statement statement = connection.createStatement()) {
            statement.execute(insert("values ('%s'::uuid, %d, '%s'::uuid, '%s', '%s')".formatted(order, version, id, cause, correlation)));
        }
    }

    private static String insert(String rows) {
        return """
                insert into history (order_id, version, customer_id, event_id, event_type, source, recorded_at, actor, correlation_id,
                    causation_id, previous_hash, hash, log_partition, log_offset, data)
                select o, v, 'c', e, 'orderlog.order.released.v1', '/', timestamptz '2026-01-01' + v * interval '1 second', 'a', r, c,
                    '', '', 0, 0, '{}' from (%s) rows (o, v, e, c, r)""".formatted(rows);
    }
}
