package io.orderlog.cli.figures;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderlog.cli.OrderlogCli;
import io.orderlog.embedded.EmbeddedDatabase;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Against the tables that the query side makes, from its own scripts. */
@SuppressWarnings("NullAway.Init")
class ViewFiguresTest {

    private static final Path QUERY_SIDE = Path.of("../query-service/src/main/resources/db");

    private static EmbeddedDatabase database;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeAll
    static void makeTwoGenerations() throws Exception {
        database = EmbeddedDatabase.temporary();
        try (Connection connection = connect()) {
            execute(connection, "create schema orderlog; set search_path to orderlog");
            executeScripts(connection, "registry");
            for (int generation = 1; generation <= 2; generation++) {
                execute(connection, "create schema views_g%1$d; set search_path to views_g%1$d".formatted(generation));
                executeScripts(connection, "generation");
                execute(connection, """
                        insert into orderlog.generation (number, schema_name, consumer_group, definition, purpose, state)
                        values (%1$d, 'views_g%1$d', 'group-%1$d', 'same', 'VIEWS', 'FOLLOWING')""".formatted(generation));
            }
            execute(connection, "insert into orderlog.live_generation (definition, number) values ('same', 2)");
            insertOrder(connection, "00000000-0000-0000-0000-000000000001", "online-retail/1/place", "2011-06-30T22:59:00Z");
            insertOrder(connection, "00000000-0000-0000-0000-000000000002", "online-retail/2/place", "2011-06-30T23:00:00Z");
            insertOrder(connection, "00000000-0000-0000-0000-000000000003", "by-hand", "2011-06-30T23:00:00Z");
        }
    }

    @AfterAll
    static void stop() {
        database.close();
    }

    @Test
    void theLiveGenerationsOrdersOfOneSourceAreSummedUp() {
        assertThat(figures("--source", "online-retail")).isEqualTo(JsonMapper.shared().readTree("""
                {"deliveries": 2, "events": 12, "lines": 4, "orders": 2, "paid": 3860, "payments": 2, "pieces": 20,
                 "returned pieces": 2, "returned value": 510, "returns": 2,
                 "revenue": 3860, "revenue 2011-06": 1930, "revenue 2011-07": 1930}"""));
        assertThat(figures().path("orders").asInt()).isEqualTo(3);
    }

    @Test
    void aServerThatIsNotThereIsOneSentence() {
        assertThat(run("--jdbc-url", "jdbc:postgresql://localhost:1/orderlog")).isEqualTo(1);
        assertThat(err.toString()).startsWith("The views at jdbc:postgresql://localhost:1/orderlog cannot be read: ");
    }

    private JsonNode figures(String... options) {
        out.getBuffer().setLength(0);
        List<String> args = new ArrayList<>(List.of("--json", "--jdbc-url", database.jdbcUrl(), "--username", database.username()));
        args.addAll(List.of(options));
        assertThat(run(args.toArray(String[]::new))).as(err.toString()).isZero();
        return JsonMapper.shared().readTree(out.toString());
    }

    private int run(String... options) {
        List<String> args = new ArrayList<>(List.of("figures", "views"));
        args.addAll(List.of(options));
        return OrderlogCli.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(args.toArray(String[]::new));
    }

    /** The order of {@link OrderHistory#returned}, as the views have it. */
    private static void insertOrder(Connection connection, String id, String placementKey, String placedAt) throws SQLException {
        execute(connection, """
                insert into orders (id, version, log_partition, customer_id, currency, status, payment_status, fulfilment_status,
                    subtotal, discount, tax, shipping, total, authorized, captured, refunded, line_count, placed_at, recorded_at,
                    updated_at, last_hash, document)
                values ('%1$s', 6, 0, '17850', 'GBP', 'OPEN', 'PAID', 'PARTIALLY_RETURNED',
                    1930, 0, 0, 0, 1930, 0, 1930, 0, 2, '%2$s', '%2$s', '%2$s', 'hash', '{}')""".formatted(id, placedAt));
        execute(connection, """
                insert into order_lines (order_id, line_number, log_partition, sku, description, quantity, unit_price, cancelled,
                    shipped, delivered, in_return, returned)
                values ('%1$s', 1, 0, '85123A', 'HEART', 6, 255, 0, 6, 6, 0, 1), ('%1$s', 2, 0, '71053', '', 4, 100, 0, 4, 4, 0, 0)"""
                .formatted(id));
        List<String> events =
                List.of("placed", "payment-received", "shipped", "delivered", "return-requested", "return-received");
        for (int version = 1; version <= events.size(); version++) {
            execute(connection, """
                    insert into history (order_id, version, customer_id, event_id, event_type, source, recorded_at, actor, correlation_id,
                        causation_id, idempotency_key, previous_hash, hash, log_partition, log_offset, data)
                    values ('%s', %d, '17850', gen_random_uuid(), 'orderlog.order.%s.v1', '/test', now(), 'anonymous', 'a',
                        'b', '%s', 'c', 'd', 0, 0, '{}')""".formatted(id, version, events.get(version - 1), placementKey));
        }
    }

    private static void executeScripts(Connection connection, String folder) throws IOException, SQLException {
        try (Stream<Path> scripts = Files.list(QUERY_SIDE.resolve(folder))) {
            for (Path script : scripts.sorted(Comparator.comparingInt(ViewFiguresTest::version)).toList()) {
                execute(connection, Files.readString(script));
            }
        }
    }

    /** Of a script that is named as {@code V102__orders_indexes.sql} is. */
    private static int version(Path script) {
        String name = script.getFileName().toString();
        return Integer.parseInt(name.substring(1, name.indexOf("__")));
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static Connection connect() throws SQLException {
        return DriverManager.getConnection(database.jdbcUrl(), database.username(), "");
    }
}
