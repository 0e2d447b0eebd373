package io.orderlog.order;

import java.util.Currency;
import java.util.Map;

/**
 * A line as it was ordered.
 *
 * @param number its position in the order, from 1
 * @param quantity in pieces, at least 1
 * @param unitPrice in the minor unit of the order's currency, zero or more
 * @param attributes free-form, sorted by name
 */
public record OrderLine(int number, String sku, String description, int quantity, long unitPrice, Map<String, String> attributes) {

    public OrderLine {
        attributes = Attributes.sorted(attributes);
    }

    /** Quantity times unit price, before discount and tax. */
    public Money amount(Currency currency) {
        return new Money(unitPrice, currency).times(quantity);
    }
}
