package io.orderlog.order;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A postal address.
 *
 * @param lines street, building and the like, in the order in which they are printed
 * @param country ISO 3166-1 alpha-2
 */
public record Address(
        List<String> lines,
        @Nullable String city,
        @Nullable String region,
        @Nullable String postalCode,
        @Nullable String country) {

    public Address {
        lines = List.copyOf(lines);
    }
}
