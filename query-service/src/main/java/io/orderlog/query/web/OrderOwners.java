package io.orderlog.query.web;

import java.util.Optional;
import java.util.UUID;

/** Knows whose orders are whose. */
public interface OrderOwners {

    /** The customer of the order; empty if the views have no such order. */
    Optional<String> customerOf(UUID order);
}
