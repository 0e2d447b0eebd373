package io.orderlog.order;

import org.jspecify.annotations.Nullable;

/**
 * All personal data of an order, in one object of its own so that it can be encrypted and erased apart from the rest.
 */
public record Recipient(@Nullable String name, @Nullable String email, @Nullable String phone, @Nullable Address address) {

    /** Says nothing: personal data must not reach a log by accident. */
    @Override
    public String toString() {
        return "Recipient[withheld]";
    }
}
