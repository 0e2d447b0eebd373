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
 * @param bodyMemory how many bytes of bodies, lines of batches and outcomes that wait for their clients are held at once; the first 16 KB of
 *        each body and line do not count. What is made of a body takes up several times its size while it is handled.
 * @param maxAtOnce how many requests are worked on at once; more are turned away at once
 * @param batch batches of orders
 */
@ConfigurationProperties("orderlog.orders")
record OrdersProperties(
        @DefaultValue("14d") Duration paymentTerm,
        @DefaultValue("2MB") DataSize maxBody,
        @DefaultValue("30s") Duration bodyTimeout,
        @DefaultValue("64MB") DataSize bodyMemory,
        @DefaultValue("2000") int maxAtOnce,
        @DefaultValue Batch batch) {

    /**
     * @param maxLines how many lines a batch may have
     * @param inFlight how many orders of one batch are placed at once
     * @param timeout how long a batch may take to arrive
     * @param maxAtOnce how many batches are taken at once; more are turned away at once
     */
    record Batch(
            @DefaultValue("10000") int maxLines,
            @DefaultValue("32") int inFlight,
            @DefaultValue("10m") Duration timeout,
            @DefaultValue("64") int maxAtOnce) {}
}
