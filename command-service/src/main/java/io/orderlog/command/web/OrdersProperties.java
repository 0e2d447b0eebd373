package io.orderlog.command.web;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * The terms on which requests are taken.
 *
 * @param paymentTerm how long after it was placed an order is paid at the latest, else it expires; 0: it never expires
 * @param maxBody the largest body of a request, and the longest line of a batch
 * @param bodyTimeout how long a body, or a line of a batch, may take to arrive
 * @param batch batches of orders
 */
@ConfigurationProperties("orderlog.orders")
record OrdersProperties(
        @DefaultValue("14d") Duration paymentTerm,
        @DefaultValue("2MB") DataSize maxBody,
        @DefaultValue("30s") Duration bodyTimeout,
        @DefaultValue Batch batch) {

    /**
     * @param maxLines how many lines a batch may have
     * @param inFlight how many orders of one batch are placed at once
     * @param timeout how long a batch may take to arrive
     */
    record Batch(
            @DefaultValue("10000") int maxLines,
            @DefaultValue("32") int inFlight,
            @DefaultValue("10m") Duration timeout) {}
}
