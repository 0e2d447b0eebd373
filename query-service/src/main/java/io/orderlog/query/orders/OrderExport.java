package io.orderlog.query.orders;

import io.orderlog.query.web.Export.Column;
import java.util.List;

/** The columns of orders as CSV: those of a list, one for one. */
final class OrderExport {

    static final List<Column<OrderSummary>> COLUMNS = List.of(
            new Column<>("id", OrderSummary::id),
            new Column<>("version", OrderSummary::version),
            new Column<>("customerId", OrderSummary::customerId),
            new Column<>("reference", OrderSummary::reference),
            new Column<>("currency", OrderSummary::currency),
            new Column<>("status", OrderSummary::status),
            new Column<>("paymentStatus", OrderSummary::paymentStatus),
            new Column<>("fulfilmentStatus", OrderSummary::fulfilmentStatus),
            new Column<>("subtotal", order -> order.totals().subtotal()),
            new Column<>("discount", order -> order.totals().discount()),
            new Column<>("tax", order -> order.totals().tax()),
            new Column<>("shipping", order -> order.totals().shipping()),
            new Column<>("total", order -> order.totals().total()),
            new Column<>("authorized", order -> order.totals().authorized()),
            new Column<>("captured", order -> order.totals().captured()),
            new Column<>("refunded", order -> order.totals().refunded()),
            new Column<>("lineCount", OrderSummary::lineCount),
            new Column<>("placedAt", OrderSummary::placedAt),
            new Column<>("recordedAt", OrderSummary::recordedAt),
            new Column<>("updatedAt", OrderSummary::updatedAt));

    private OrderExport() {}
}
