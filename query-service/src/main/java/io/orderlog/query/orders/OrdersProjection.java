package io.orderlog.query.orders;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.orderlog.event.WireJson;
import io.orderlog.order.LineState;
import io.orderlog.order.Order;
import io.orderlog.order.Totals;
import io.orderlog.query.projection.FoldedOrder;
import io.orderlog.query.projection.FoldedOrders;
import io.orderlog.query.projection.Projection;
import io.orderlog.query.projection.ProjectionBatch;
import io.orderlog.query.projection.ProjectionBatch.Change;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.stereotype.Component;

/** Keeps the tables {@code orders} and {@code order_lines}; the first holds the whole folded order for the next batch. */
@Component
class OrdersProjection implements Projection, FoldedOrders {

    private static final String SELECT = """
            select id, version, log_partition, placed_at, recorded_at, updated_at, last_hash, document
            from orders where id = any(?)""";

    private static final String UPSERT_ORDER = """
            insert into orders (id, version, log_partition, customer_id, reference, currency, status, payment_status,
                fulfilment_status, subtotal, discount, tax, shipping, total, authorized, captured, refunded, line_count,
                placed_at, recorded_at, updated_at, last_hash, document)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?::jsonb)
            on conflict (id) do update set
                version = excluded.version, reference = excluded.reference, status = excluded.status,
                payment_status = excluded.payment_status, fulfilment_status = excluded.fulfilment_status,
                subtotal = excluded.subtotal, discount = excluded.discount, tax = excluded.tax, shipping = excluded.shipping,
                total = excluded.total, authorized = excluded.authorized, captured = excluded.captured,
                refunded = excluded.refunded, line_count = excluded.line_count, updated_at = excluded.updated_at,
                last_hash = excluded.last_hash, document = excluded.document""";

    private static final String UPSERT_LINE = """
            insert into order_lines (order_id, line_number, sku, description, quantity, unit_price, cancelled, shipped,
                delivered, in_return, returned)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            on conflict (order_id, line_number) do update set
                sku = excluded.sku, description = excluded.description, quantity = excluded.quantity,
                unit_price = excluded.unit_price, cancelled = excluded.cancelled, shipped = excluded.shipped,
                delivered = excluded.delivered, in_return = excluded.in_return, returned = excluded.returned""";

    private static final String DELETE_LINES = "delete from order_lines where order_id = ? and line_number > ?";

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
    public void write(ProjectionBatch batch, JdbcOperations tables) {
        List<Object[]> orders = new ArrayList<>();
        List<Object[]> lines = new ArrayList<>();
        List<Object[]> shortened = new ArrayList<>();
        for (Change change : batch.changes()) {
            orders.add(orderRow(change.after()));
            addChangedLines(change, lines);
            if (change.before() != null && lineCount(change.before()) > lineCount(change.after())) {
                shortened.add(new Object[]{change.after().id(), lineCount(change.after())});
            }
        }
        tables.batchUpdate(UPSERT_ORDER, orders);
        tables.batchUpdate(UPSERT_LINE, lines);
        tables.batchUpdate(DELETE_LINES, shortened);
    }

    /** An order of many lines often changes few of them. */
    private static void addChangedLines(Change change, List<Object[]> rows) {
        List<LineState> before = change.before() == null ? List.of() : change.before().order().lines();
        List<LineState> after = change.after().order().lines();
        for (int i = 0; i < after.size(); i++) {
            if (i >= before.size() || !after.get(i).equals(before.get(i))) {
                rows.add(lineRow(change.after().id(), after.get(i)));
            }
        }
    }

    private static int lineCount(FoldedOrder order) {
        return order.order().lines().size();
    }

    private static Object[] orderRow(FoldedOrder folded) {
        Order order = folded.order();
        Totals totals = order.totals();
        return new Object[]{
                folded.id(),
                folded.version(),
                folded.partition(),
                order.customerId(),
                order.reference(),
                order.currency().getCurrencyCode(),
                order.status().name(),
                order.paymentStatus().name(),
                order.fulfilmentStatus().name(),
                totals.subtotal().minorUnits(),
                totals.discount().minorUnits(),
                totals.tax().minorUnits(),
                totals.shipping().minorUnits(),
                totals.total().minorUnits(),
                totals.authorized().minorUnits(),
                totals.captured().minorUnits(),
                totals.refunded().minorUnits(),
                lineCount(folded),
                timestamp(folded.placedAt()),
                timestamp(folded.recordedAt()),
                timestamp(folded.updatedAt()),
                folded.lastHash(),
                new String(WireJson.MAPPER.writeValueAsBytes(order), UTF_8)
        };
    }

    private static Object[] lineRow(UUID orderId, LineState line) {
        return new Object[]{
                orderId,
                line.number(),
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

    private static OffsetDateTime timestamp(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }
}
