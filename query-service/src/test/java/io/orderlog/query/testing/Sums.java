package io.orderlog.query.testing;

import io.orderlog.order.LineState;
import io.orderlog.order.Order;
import io.orderlog.order.OrderStatus;
import io.orderlog.order.Payment;
import io.orderlog.query.testing.TopicFold.Folded;
import java.math.BigInteger;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

/** The rows that are sums over orders: as the views have them, and summed anew of what the orders are in the end. */
final class Sums {

    private static final List<String> SALES =
            List.of("units", "revenue", "cancelled_units", "cancelled_amount", "returned_units", "returned_amount");

    private final Map<String, List<BigInteger>> rows = new HashMap<>();

    private Sums() {}

    static Map<String, List<BigInteger>> ofFold(TopicFold fold) {
        Sums sums = new Sums();
        fold.orders().values().forEach(sums::add);
        return sums.rows;
    }

    private void add(Folded folded) {
        Order order = folded.order();
        int partition = folded.partition();
        String currency = order.currency().getCurrencyCode();
        Object day = folded.placedAt().atOffset(ZoneOffset.UTC).toLocalDate();
        long units = 0;
        long cancelledUnits = 0;
        long returnedUnits = 0;
        for (LineState line : order.lines()) {
            long ordered = line.ordered().quantity();
            long cancelled = order.status() == OrderStatus.EXPIRED ? ordered : line.cancelled();
            long price = line.ordered().unitPrice();
            long[] sales = {
                    ordered - cancelled, (ordered - cancelled) * price, cancelled, cancelled * price, line.returned(),
                    line.returned() * price
            };
            sum(key("sales_by_product", line.ordered().sku(), currency, partition), sales);
            sum(key("sales_by_product_day", line.ordered().sku(), day, currency, partition), sales);
            sum(key("sales_by_day", day, currency, partition), sales);
            units += ordered - cancelled;
            cancelledUnits += cancelled;
            returnedUnits += line.returned();
        }
        sum(key("customer_orders", order.customerId(), partition), 1, units, cancelledUnits, returnedUnits);
        long captured = order.payments().stream().mapToLong(Payment::captured).sum();
        if (captured > 0) {
            long refunded = order.payments().stream().mapToLong(Payment::refunded).sum();
            sum(key("customer_money", order.customerId(), currency, partition), captured, refunded);
        }
    }

    private static String key(Object... parts) {
        return List.of(parts).toString();
    }

    private void sum(String key, long... figures) {
        List<BigInteger> sum = new ArrayList<>(rows.getOrDefault(key, List.of()));
        for (int i = 0; i < figures.length; i++) {
            BigInteger more = BigInteger.valueOf(figures[i]);
            if (i < sum.size()) {
                sum.set(i, sum.get(i).add(more));
            } else {
                sum.add(more);
            }
        }
        rows.put(key, sum);
    }

    static Map<String, List<BigInteger>> ofView(Connection connection) throws SQLException {
        Sums sums = new Sums();
        sums.read("customer_orders", List.of("customer_id"), List.of("orders", "units", "cancelled_units", "returned_units"), connection);
        sums.read("customer_money", List.of("customer_id", "currency"), List.of("captured", "refunded"), connection);
        sums.read("sales_by_product", List.of("sku", "currency"), SALES, connection);
        sums.read("sales_by_product_day", List.of("sku", "day", "currency"), SALES, connection);
        sums.read("sales_by_day", List.of("day", "currency"), SALES, connection);
        return sums.rows;
    }

    private void read(String table, List<String> keys, List<String> figures, Connection connection) throws SQLException {
        try (var statement = connection.createStatement(); ResultSet row = statement.executeQuery("select * from " + table)) {
            while (row.next()) {
                List<Object> key = new ArrayList<>(List.of(table));
                for (String column : keys) {
                    key.add(row.getString(column));
                }
                key.add(row.getInt("log_partition"));
                List<BigInteger> values = new ArrayList<>();
                for (String column : figures) {
                    values.add(row.getBigDecimal(column).toBigIntegerExact());
                }
                rows.put(key.toString(), values);
            }
        }
    }

    /** By customer and partition, the ids of the first and the last order. */
    static Map<String, List<UUID>> endsOfFold(TopicFold fold) {
        Map<String, Map.Entry<UUID, Folded>> first = new HashMap<>();
        Map<String, Map.Entry<UUID, Folded>> last = new HashMap<>();
        for (Map.Entry<UUID, Folded> order : fold.orders().entrySet()) {
            String key = key(order.getValue().order().customerId(), order.getValue().partition());
            first.merge(key, order, (one, other) -> isBefore(other, one) ? other : one);
            last.merge(key, order, (one, other) -> isBefore(one, other) ? other : one);
        }
        Map<String, List<UUID>> ends = new HashMap<>();
        first.forEach((key, order) -> ends.put(key, Stream.of(order, last.getOrDefault(key, order)).map(Map.Entry::getKey).toList()));
        return ends;
    }

    /** Of the same moment, the smaller id is earlier, as texts are compared. */
    private static boolean isBefore(Map.Entry<UUID, Folded> one, Map.Entry<UUID, Folded> other) {
        int times = one.getValue().placedAt().compareTo(other.getValue().placedAt());
        return times < 0 || times == 0 && one.getKey().toString().compareTo(other.getKey().toString()) < 0;
    }

    static Map<String, List<UUID>> endsOfView(Connection connection) throws SQLException {
        Map<String, List<UUID>> ends = new HashMap<>();
        try (var statement = connection.createStatement(); ResultSet row = statement.executeQuery("select * from customer_orders")) {
            while (row.next()) {
                ends.put(
                        key(row.getString("customer_id"), row.getInt("log_partition")),
                        Stream.of(row.getString("first_order"), row.getString("last_order"))
                                .map(order -> UUID.fromString(order.split(" ", 2)[1]))
                                .toList());
            }
        }
        return ends;
    }
}
