package io.orderlog.query.testing;

import io.orderlog.event.WireJson;
import io.orderlog.order.LineState;
import io.orderlog.order.Order;
import io.orderlog.query.testing.TopicFold.Folded;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

/** What the live views say that a fold of the topic does not, and the other way round. */
public final class ViewsDifference {

    private ViewsDifference() {}

    /** @return one sentence for each difference; empty when views and fold are equal */
    public static List<String> between(String jdbcUrl, String username, TopicFold fold) throws SQLException {
        try (Connection connection = DriverManager.getConnection(jdbcUrl, username, "")) {
            connection.setAutoCommit(false);
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            try (var statement = connection.createStatement()) {
                statement.execute("""
                        select set_config('search_path', schema_name, true) from orderlog.generation
                        where number = (select number from orderlog.live_generation order by since desc limit 1)""");
            }
            List<String> differences = new ArrayList<>();
            compare("order", ofFold(fold), ofView(connection), differences);
            compare("lines of", linesOfFold(fold), linesOfView(connection), differences);
            compare("event", eventsOfFold(fold), eventsOfView(connection), differences);
            compare("sum", Sums.ofFold(fold), Sums.ofView(connection), differences);
            compare("first and last order of", Sums.endsOfFold(fold), Sums.endsOfView(connection), differences);
            return differences;
        }
    }

    private static <K, V> void compare(String what, Map<K, V> fold, Map<K, V> view, List<String> differences) {
        fold.forEach((key, expected) -> {
            V actual = view.get(key);
            if (!expected.equals(actual)) {
                differences.add("%s %s is %s in the topic and %s in the views".formatted(what, key, expected, actual));
            }
        });
        view.keySet()
                .stream()
                .filter(key -> !fold.containsKey(key))
                .forEach(key -> differences.add("%s %s is not in the topic"
                        .formatted(what, key)));
    }

    private static Map<UUID, List<Object>> ofFold(TopicFold fold) {
        Map<UUID, List<Object>> rows = new HashMap<>();
        fold.orders().forEach((id, folded) -> rows.put(id, summary(folded)));
        return rows;
    }

    private static List<Object> summary(Folded folded) {
        Order order = folded.order();
        return List.of(
                folded.version(),
                folded.placedAt(),
                folded.lastHash(),
                order,
                order.customerId(),
                order.currency().getCurrencyCode(),
                order.status().name(),
                order.paymentStatus().name(),
                order.fulfilmentStatus().name(),
                order.totals().total().minorUnits(),
                order.totals().captured().minorUnits(),
                order.totals().refunded().minorUnits());
    }

    private static Map<UUID, List<Object>> ofView(Connection connection) throws SQLException {
        Map<UUID, List<Object>> rows = new HashMap<>();
        try (var statement = connection.createStatement(); ResultSet row = statement.executeQuery("select * from orders")) {
            while (row.next()) {
                rows.put(row.getObject("id", UUID.class), List.of(
                        row.getLong("version"),
                        row.getObject("placed_at", OffsetDateTime.class).toInstant(),
                        row.getString("last_hash"),
                        WireJson.MAPPER.readValue(row.getString("document"), Order.class),
                        row.getString("customer_id"),
                        row.getString("currency"),
                        row.getString("status"),
                        row.getString("payment_status"),
                        row.getString("fulfilment_status"),
                        row.getLong("total"),
                        row.getLong("captured"),
                        row.getLong("refunded")));
            }
        }
        return rows;
    }

    private static Map<String, List<Object>> linesOfFold(TopicFold fold) {
        Map<String, List<Object>> rows = new HashMap<>();
        fold.orders().forEach((id, folded) -> folded.order().lines().forEach(line -> rows.put(id + "/" + line.number(), line(line))));
        return rows;
    }

    private static List<Object> line(LineState line) {
        return List.of(
                line.ordered().sku(),
                line.ordered().description(),
                line.ordered().unitPrice(),
                line.ordered().quantity(),
                line.cancelled(),
                line.shipped(),
                line.delivered(),
                line.inReturn(),
                line.returned());
    }

    private static Map<String, List<Object>> linesOfView(Connection connection) throws SQLException {
        Map<String, List<Object>> rows = new HashMap<>();
        try (var statement = connection.createStatement(); ResultSet row = statement.executeQuery("select * from order_lines")) {
            while (row.next()) {
                List<Object> line = new ArrayList<>(
                        List.of(row.getString("sku"), row.getString("description"), row.getLong("unit_price")));
                for (String column : List.of("quantity", "cancelled", "shipped", "delivered", "in_return", "returned")) {
                    line.add(row.getInt(column));
                }
                rows.put(row.getString("order_id") + "/" + row.getInt("line_number"), line);
            }
        }
        return rows;
    }

    private static Map<String, List<Object>> eventsOfFold(TopicFold fold) {
        Map<String, List<Object>> rows = new HashMap<>();
        fold.valid()
                .forEach(valid -> rows.put(
                        valid.metadata().orderId() + "/" + valid.metadata().version(),
                        Stream.<Object>of(valid.metadata().id(), valid.partition(), valid.offset(), valid.hash()).toList()));
        return rows;
    }

    private static Map<String, List<Object>> eventsOfView(Connection connection) throws SQLException {
        Map<String, List<Object>> rows = new HashMap<>();
        try (var statement = connection.createStatement(); ResultSet row = statement.executeQuery("select * from history")) {
            while (row.next()) {
                rows.put(row.getString("order_id") + "/" + row.getLong("version"), List.of(
                        row.getObject("event_id", UUID.class),
                        row.getInt("log_partition"),
                        row.getLong("log_offset"),
                        row.getString("hash")));
            }
        }
        return rows;
    }
}
