package io.orderlog.query.sales;

import io.orderlog.query.ranking.Figure;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/** What the list of products begins with the most of. */
enum ProductSort {
    REVENUE("-revenue", "revenue", ProductSales::revenue),
    UNITS("-units", "units", product -> BigInteger.valueOf(product.units())),
    RETURNS("-returns", "returnedUnits", product -> BigInteger.valueOf(product.returnedUnits()));

    private final String parameter;
    private final String attribute;
    private final Function<ProductSales, BigInteger> value;

    ProductSort(String parameter, String attribute, Function<ProductSales, BigInteger> value) {
        this.parameter = parameter;
        this.attribute = attribute;
        this.value = value;
    }

    /** @throws IllegalArgumentException if it is none */
    static ProductSort parse(String text) {
        List<String> names = Arrays.stream(values()).map(sort -> sort.parameter).toList();
        return Arrays.stream(values())
                .filter(sort -> sort.parameter.equals(text))
                .findAny()
                .orElseThrow(() -> new IllegalArgumentException("must be one of " + names));
    }

    Figure figure() {
        return new Figure(ProductRow.class, "sku", attribute);
    }

    String attribute() {
        return attribute;
    }

    BigInteger value(ProductSales product) {
        return value.apply(product);
    }

    @Override
    public String toString() {
        return parameter;
    }
}
