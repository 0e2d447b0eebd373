package io.orderlog.order;

import java.util.Currency;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a client may still change before the first shipment.
 *
 * @param reference the client's own number for the order
 * @param lines numbered 1..n without a gap
 */
public record OrderContents(
        @Nullable String reference,
        List<OrderLine> lines,
        Charges charges,
        @Nullable Recipient recipient,
        Map<String, String> attributes) {

    public OrderContents {
        lines = List.copyOf(lines);
        attributes = Attributes.sorted(attributes);
    }

    /**
     * The sum of all lines.
     *
     * @throws ArithmeticException if it does not fit into a long
     */
    public Money subtotal(Currency currency) {
        return lines.stream().map(line -> line.amount(currency)).reduce(Money.zero(currency), Money::plus);
    }
}
