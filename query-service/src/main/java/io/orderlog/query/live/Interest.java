package io.orderlog.query.live;

import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Which events somebody waits for. */
sealed interface Interest {

    /** All events of one order. */
    record OneOrder(UUID id) implements Interest {}

    /**
     * Events of any orders.
     *
     * @param customer {@code null}: of all customers
     * @param types wire names; empty: all
     */
    record Matching(@Nullable String customer, Set<String> types) implements Interest {

        boolean concerns(LiveEvent event) {
            return (customer == null || customer.equals(event.customerId())) && takes(event.type());
        }

        boolean takes(String type) {
            return types.isEmpty() || types.contains(type);
        }
    }
}
