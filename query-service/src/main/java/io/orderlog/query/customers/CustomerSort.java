package io.orderlog.query.customers;

import io.orderlog.query.ranking.Figure;
import java.util.Arrays;
import java.util.List;

/** What the list of customers begins with the most of. */
enum CustomerSort {
    ORDERS("-orders", new Figure(CustomerOrdersRow.class, "customerId", "orders")),
    UNITS("-units", new Figure(CustomerOrdersRow.class, "customerId", "units")),
    CAPTURED("-captured", new Figure(CustomerMoneyRow.class, "customerId", "captured"));

    private final String parameter;
    private final Figure figure;

    CustomerSort(String parameter, Figure figure) {
        this.parameter = parameter;
        this.figure = figure;
    }

    /** @throws IllegalArgumentException if it is none */
    static CustomerSort parse(String text) {
        List<String> names = Arrays.stream(values()).map(sort -> sort.parameter).toList();
        return Arrays.stream(values())
                .filter(sort -> sort.parameter.equals(text))
                .findAny()
                .orElseThrow(() -> new IllegalArgumentException("must be one of " + names));
    }

    Figure figure() {
        return figure;
    }

    @Override
    public String toString() {
        return parameter;
    }
}
