package io.orderlog.query.customers;

import io.orderlog.order.Order;
import io.orderlog.query.projection.ProjectionBatch.Change;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a batch adds to the figures of each customer; pure. Whatever happened to an order, all its changes add up to what it comes to.
 *
 * @param orders by customer
 * @param money by customer and currency
 */
record CustomerDeltas(Map<String, OrderFigures> orders, Map<Account, MoneyFigures> money) {

    /** A customer's money in one currency. */
    record Account(String customer, String currency) {}

    static CustomerDeltas of(List<Change> changes) {
        CustomerDeltas deltas = new CustomerDeltas(new HashMap<>(), new HashMap<>());
        changes.forEach(deltas::add);
        return deltas;
    }

    private void add(Change change) {
        Order order = change.after().order();
        OrderFigures counted = OrderFigures.of(change);
        if (!counted.areZero()) {
            orders.merge(order.customerId(), counted, OrderFigures::plus);
        }
        MoneyFigures moved = MoneyFigures.of(change);
        if (!moved.areZero()) {
            money.merge(new Account(order.customerId(), order.currency().getCurrencyCode()), moved, MoneyFigures::plus);
        }
    }
}
