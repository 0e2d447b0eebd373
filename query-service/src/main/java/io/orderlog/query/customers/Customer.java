package io.orderlog.query.customers;

import java.math.BigInteger;
import java.util.List;
import java.util.TreeMap;

/**
 * What a customer's orders come to.
 *
 * @param orders all that were placed, also those that were cancelled
 * @param units pieces ordered and not cancelled, whether they came back or not
 * @param cancelledUnits also the pieces of orders that nobody paid for in time
 * @param money by currency; none while nothing was taken
 * @param firstOrder the first one that was placed, as the client says
 */
record Customer(
        String id,
        long orders,
        long units,
        long cancelledUnits,
        long returnedUnits,
        List<CurrencyMoney> money,
        PlacedOrder firstOrder,
        PlacedOrder lastOrder) {

    /**
     * @param captured all that was ever taken, in the currency's minor unit
     * @param refunded given back of it
     */
    record CurrencyMoney(String currency, BigInteger captured, BigInteger refunded) {

        CurrencyMoney plus(CurrencyMoney other) {
            return new CurrencyMoney(currency, captured.add(other.captured), refunded.add(other.refunded));
        }
    }

    /** @param orders at least one */
    static Customer of(String id, List<CustomerOrdersRow> orders, List<CustomerMoneyRow> money) {
        OrderFigures sum = orders.stream().map(CustomerOrdersRow::figures).reduce(OrderFigures::plus).orElseThrow();
        TreeMap<String, CurrencyMoney> sums = new TreeMap<>();
        money.forEach(row -> sums
                .merge(row.currency, new CurrencyMoney(row.currency, row.captured, row.refunded), CurrencyMoney::plus));
        return new Customer(id, sum.orders(), sum.units(), sum.cancelledUnits(), sum.returnedUnits(), List.copyOf(sums.values()),
                PlacedOrder.parse(sum.first()), PlacedOrder.parse(sum.last()));
    }
}
