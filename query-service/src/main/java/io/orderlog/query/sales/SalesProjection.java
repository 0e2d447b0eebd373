package io.orderlog.query.sales;

import static io.orderlog.query.projection.Column.bigint;
import static io.orderlog.query.projection.Column.date;
import static io.orderlog.query.projection.Column.integer;
import static io.orderlog.query.projection.Column.numeric;
import static io.orderlog.query.projection.Column.text;

import io.orderlog.query.projection.Column;
import io.orderlog.query.projection.Projection;
import io.orderlog.query.projection.ProjectionBatch;
import io.orderlog.query.projection.TableWriter;
import io.orderlog.query.projection.ViewTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Keeps the tables {@code sales_by_product}, {@code sales_by_product_day} and {@code sales_by_day}. */
@Component
class SalesProjection implements Projection {

    private static final List<Column> FIGURES = List.of(
            bigint("units"),
            numeric("revenue"),
            bigint("cancelled_units"),
            numeric("cancelled_amount"),
            bigint("returned_units"),
            numeric("returned_amount"));

    private static final ViewTable PRODUCTS = new ViewTable("sales_by_product",
            List.of(text("sku"), text("currency"), integer("log_partition")), FIGURES);
    private static final ViewTable PRODUCT_DAYS = new ViewTable("sales_by_product_day",
            List.of(text("sku"), date("day"), text("currency"), integer("log_partition")), FIGURES);
    private static final ViewTable DAYS = new ViewTable("sales_by_day",
            List.of(date("day"), text("currency"), integer("log_partition")), FIGURES);

    @Override
    public void write(ProjectionBatch batch, TableWriter tables) {
        int partition = batch.changes().getFirst().after().partition();
        SalesDeltas deltas = SalesDeltas.of(batch.changes());
        add(PRODUCT_DAYS, deltas.byProductDay(), it -> new Object[]{it.sku(), it.day(), it.currency(), partition}, tables);
        add(PRODUCTS, deltas.byProduct(), it -> new Object[]{it.sku(), it.currency(), partition}, tables);
        add(DAYS, deltas.byDay(), it -> new Object[]{it.day(), it.currency(), partition}, tables);
    }

    private static <K> void add(ViewTable table, Map<K, SalesFigures> deltas, Function<K, Object[]> keyOf, TableWriter tables) {
        List<@Nullable Object[]> rows = new ArrayList<>();
        List<@Nullable Object[]> perhapsZero = new ArrayList<>();
        deltas.forEach((it, added) -> {
            Object[] key = keyOf.apply(it);
            rows.add(row(key, added));
            if (added.takeAway()) {
                perhapsZero.add(key);
            }
        });
        tables.add(table, rows);
        tables.deleteZero(table, perhapsZero);
    }

    private static @Nullable Object[] row(Object[] key, SalesFigures added) {
        Stream<Object> figures = Stream.of(
                added.units(),
                added.revenue(),
                added.cancelledUnits(),
                added.cancelledAmount(),
                added.returnedUnits(),
                added.returnedAmount());
        return Stream.concat(Stream.of(key), figures).toArray();
    }
}
