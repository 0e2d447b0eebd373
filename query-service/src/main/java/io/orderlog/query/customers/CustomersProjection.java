package io.orderlog.query.customers;

import static io.orderlog.query.projection.Column.bigint;
import static io.orderlog.query.projection.Column.integer;
import static io.orderlog.query.projection.Column.numeric;
import static io.orderlog.query.projection.Column.text;

import io.orderlog.query.projection.Projection;
import io.orderlog.query.projection.ProjectionBatch;
import io.orderlog.query.projection.TableWriter;
import io.orderlog.query.projection.ViewTable;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Keeps the tables {@code customer_orders} and {@code customer_money}. */
@Component
class CustomersProjection implements Projection {

    private static final ViewTable ORDERS = new ViewTable("customer_orders",
            List.of(text("customer_id"), integer("log_partition")),
            List.of(
                    bigint("orders"),
                    bigint("units"),
                    bigint("cancelled_units"),
                    bigint("returned_units"),
                    text("first_order").smallest(),
                    text("last_order").largest()));

    private static final ViewTable MONEY = new ViewTable("customer_money",
            List.of(text("customer_id"), text("currency"), integer("log_partition")),
            List.of(numeric("captured"), numeric("refunded")));

    @Override
    public void write(ProjectionBatch batch, TableWriter tables) {
        int partition = batch.changes().getFirst().after().partition();
        CustomerDeltas deltas = CustomerDeltas.of(batch.changes());
        List<@Nullable Object[]> orders = new ArrayList<>();
        deltas.orders().forEach((customer, added) -> orders.add(row(customer, partition, added)));
        List<@Nullable Object[]> money = new ArrayList<>();
        deltas.money()
                .forEach((account, added) -> money.add(new @Nullable Object[]{
                        account.customer(), account.currency(), partition, added.captured(), added.refunded()}));
        tables.add(ORDERS, orders);
        tables.add(MONEY, money);
    }

    private static @Nullable Object[] row(String customer, int partition, OrderFigures added) {
        return new @Nullable Object[]{
                customer,
                partition,
                added.orders(),
                added.units(),
                added.cancelledUnits(),
                added.returnedUnits(),
                added.first(),
                added.last()
        };
    }
}
