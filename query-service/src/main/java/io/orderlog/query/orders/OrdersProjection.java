package io.orderlog.query.orders;

import static io.orderlog.query.projection.Column.bigint;
import static io.orderlog.query.projection.Column.integer;
import static io.orderlog.query.projection.Column.json;
import static io.orderlog.query.projection.Column.text;
import static io.orderlog.query.projection.Column.timestamp;
import static io.orderlog.query.projection.Column.tsvector;
import static io.orderlog.query.projection.Column.uuid;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.orderlog.event.WireJson;
import io.orderlog.order.LineState;
import io.orderlog.order.Order;
import io.orderlog.order.Totals;
import io.orderlog.query.projection.FoldedOrder;
import io.orderlog.query.projection.FoldedOrders;
import io.orderlog.query.projection.ProjectionBatch;
import io.orderlog.query.projection.ProjectionBatch.Change;
import io.orderlog.query.projection.RewritableProjection;
import io.orderlog.query.projection.TableWriter;
import io.orderlog.query.projection.ViewTable;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.stereotype.Component;

/** Keeps the tables {@code orders}, {@code order_lines} and {@code order_words}; the first holds the whole folded order for the next batch. */
@Component
class OrdersProjection implements RewritableProjection, FoldedOrders {

    private static final String SELECT = """
            select id, version, log_partition, placed_at, recorded_at, updated_at, last_hash, document
            from orders where id = any(?)""";

    private static final ViewTable ORDERS = new ViewTable("orders",
            List.of(uuid("id")),
            List.of(
                    bigint("version"),
                    integer("log_partition"),
                    text("customer_id"),
                    text("reference"),
                    text("currency"),
                    text("status"),
                    text("payment_status"),
                    text("fulfilment_status"),
                    bigint("subtotal"),
                    bigint("discount"),
                    bigint("tax"),
                    bigint("shipping"),
                    bigint("total"),
                    bigint("authorized"),
                    bigint("captured"),
                    bigint("refunded"),
                    integer("line_count"),
                    timestamp("placed_at"),
                    timestamp("recorded_at"),
                    timestamp("updated_at"),
                    text("last_hash"),
                    json("document")));

    private static final ViewTable LINES = new ViewTable("order_lines",
            List.of(uuid("order_id"), integer("line_number")),
            List.of(
                    integer("log_partition"),
                    text("sku"),
                    text("description"),
                    integer("quantity"),
                    bigint("unit_price"),
                    integer("cancelled"),
                    integer("shipped"),
                    integer("delivered"),
                    integer("in_return"),
                    integer("returned")));

    private static final ViewTable WORDS =
            new ViewTable("order_words", List.of(uuid("order_id")), List.of(integer("log_partition"), tsvector("words")));

    @Override
    public Map<UUID, FoldedOrder> load(Collection<UUID> ids, JdbcOperations tables) {
        Map<UUID, FoldedOrder> orders = HashMap.newHashMap(ids.size());
        tables.query(SELECT, row -> {
            FoldedOrder order = read(row);
            orders.put(order.id(), order);
        }, (Object) ids.toArray(UUID[]::new));
        return orders;
    }

    @Override
    public void write(ProjectionBatch batch, TableWriter tables) {
        List<FoldedOrder> newOrders = new ArrayList<>();
        List<FoldedOrder> changedOrders = new ArrayList<>();
        List<FoldedOrder> changedWords = new ArrayList<>();
        List<OrderLine> newLines = new ArrayList<>();
        List<OrderLine> changedLines = new ArrayList<>();
        List<@Nullable Object[]> goneLines = new ArrayList<>();
        for (Change change : batch.changes()) {
            FoldedOrder before = change.before();
            FoldedOrder after = change.after();
            (before == null ? newOrders : changedOrders).add(after);
            if (before != null && !OrderWords.same(before.order(), after.order())) {
                changedWords.add(after);
            }
            List<LineState> had = before == null ? List.of() : before.order().lines();
            List<LineState> has = after.order().lines();
            for (int i = 0; i < has.size(); i++) {
                if (i >= had.size()) {
                    newLines.add(new OrderLine(after, has.get(i)));
                } else if (!has.get(i).equals(had.get(i))) {
                    changedLines.add(new OrderLine(after, has.get(i)));
                }
            }
            had.stream().skip(has.size()).forEach(line -> goneLines.add(new @Nullable Object[]{after.id(), line.number()}));
        }
        tables.insert(ORDERS, newOrders, OrdersProjection::orderRow);
        tables.upsert(ORDERS, changedOrders, OrdersProjection::orderRow);
        tables.insert(WORDS, newOrders, OrdersProjection::wordsRow);
        tables.upsert(WORDS, changedWords, OrdersProjection::wordsRow);
        tables.insert(LINES, newLines, OrdersProjection::lineRow);
        tables.upsert(LINES, changedLines, OrdersProjection::lineRow);
        tables.delete(LINES, goneLines);
    }

    @Override
    public int forget(UUID order, TableWriter tables) {
        return tables.deleteOrder(ORDERS, order) + tables.deleteOrder(WORDS, order) + tables.deleteOrder(LINES, order);
    }

    private static @Nullable Object[] orderRow(FoldedOrder folded) {
        Order order = folded.order();
        Totals totals = order.totals();
        return new @Nullable Object[]{
                folded.id(),
                folded.version(),
                folded.partition(),
                order.customerId(),
                order.reference(),
                order.currency().getCurrencyCode(),
                order.status().name(),
                Order.paymentStatus(totals).name(),
                order.fulfilmentStatus().name(),
                totals.subtotal().minorUnits(),
                totals.discount().minorUnits(),
                totals.tax().minorUnits(),
                totals.shipping().minorUnits(),
                totals.total().minorUnits(),
                totals.authorized().minorUnits(),
                totals.captured().minorUnits(),
                totals.refunded().minorUnits(),
                order.lines().size(),
                folded.placedAt(),
                folded.recordedAt(),
                folded.updatedAt(),
                folded.lastHash(),
                new String(WireJson.MAPPER.writeValueAsBytes(order), UTF_8)
        };
    }

    private static @Nullable Object[] wordsRow(FoldedOrder order) {
        return new @Nullable Object[]{order.id(), order.partition(), OrderWords.of(order.order())};
    }

    private record OrderLine(FoldedOrder order, LineState line) {}

    private static @Nullable Object[] lineRow(OrderLine of) {
        FoldedOrder order = of.order();
        LineState line = of.line();
        return new @Nullable Object[]{
                order.id(),
                line.number(),
                order.partition(),
                line.ordered().sku(),
                line.ordered().description(),
                line.ordered().quantity(),
                line.ordered().unitPrice(),
                line.cancelled(),
                line.shipped(),
                line.delivered(),
                line.inReturn(),
                line.returned()
        };
    }

    private static FoldedOrder read(ResultSet row) throws SQLException {
        return new FoldedOrder(
                row.getObject("id", UUID.class),
                row.getLong("version"),
                row.getInt("log_partition"),
                instant(row, "placed_at"),
                instant(row, "recorded_at"),
                instant(row, "updated_at"),
                row.getString("last_hash"),
                WireJson.MAPPER.readValue(row.getString("document"), Order.class));
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }
}
