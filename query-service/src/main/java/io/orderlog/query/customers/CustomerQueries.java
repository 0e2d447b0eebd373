package io.orderlog.query.customers;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toMap;

import io.orderlog.query.ranking.Ranked;
import io.orderlog.query.ranking.Rankings;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Transactional;

/** Sums customers' figures over the partitions, all of an answer as of the same moment. */
@Component
class CustomerQueries {

    private final Rankings rankings;
    private final CustomerOrdersRows orders;
    private final CustomerMoneyRows money;

    CustomerQueries(Rankings rankings, CustomerOrdersRows orders, CustomerMoneyRows money) {
        this.rankings = rankings;
        this.orders = orders;
        this.money = money;
    }

    @Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
    public Optional<Customer> find(String id) {
        return Optional.ofNullable(read(List.of(id)).get(id));
    }

    /** One more than the search's limit, if there are more. */
    @Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
    public List<RankedCustomer> top(CustomerSearch search) {
        List<Ranked> ranked = rankings.largest(search.sort().figure(), search.currency(), search.after(), search.limit() + 1);
        Map<String, Customer> customers = read(ranked.stream().map(Ranked::id).toList());
        return ranked.stream().map(rank -> new RankedCustomer(rank, Objects.requireNonNull(customers.get(rank.id())))).toList();
    }

    private Map<String, Customer> read(Collection<String> ids) {
        if (ids.isEmpty()) {
            return Map.of();
        }
        Map<String, List<CustomerMoneyRow>> moneyOf =
                money.findByCustomerIdIn(ids).stream().collect(groupingBy(row -> row.customerId));
        Map<String, List<CustomerOrdersRow>> ordersOf =
                orders.findByCustomerIdIn(ids).stream().collect(groupingBy(row -> row.customerId));
        return ordersOf.entrySet()
                .stream()
                .map(of -> Customer.of(of.getKey(), of.getValue(), moneyOf.getOrDefault(of.getKey(), List.of())))
                .collect(toMap(Customer::id, customer -> customer));
    }

    /** A customer and its place in the list. */
    record RankedCustomer(Ranked rank, Customer customer) {}
}
