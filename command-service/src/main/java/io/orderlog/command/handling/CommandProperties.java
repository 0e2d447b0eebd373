package io.orderlog.command.handling;

import java.net.URI;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How commands are handled.
 *
 * @param source what the events name as the one who wrote them, a URI reference
 * @param maxInFlight how many commands are handled at once; more are turned away at once
 * @param maxWaitingPerOrder how many of them may be about one order, so that no order can turn the others away
 * @param maxRetries how often a command is decided again because another instance wrote the version first
 * @param queueTimeout how long a command waits for others on the same order
 * @param retryAfter what a client that is turned away is told to wait
 * @param expiryInterval how often unpaid orders that are due are looked for
 */
@ConfigurationProperties("orderlog.commands")
record CommandProperties(
        @DefaultValue("/orderlog/command-service") URI source,
        @DefaultValue("2000") int maxInFlight,
        @DefaultValue("200") int maxWaitingPerOrder,
        @DefaultValue("20") int maxRetries,
        @DefaultValue("10s") Duration queueTimeout,
        @DefaultValue("1s") Duration retryAfter,
        @DefaultValue("1s") Duration expiryInterval) {}
