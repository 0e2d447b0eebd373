package io.orderlog.query.history.verification;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the log is verified.
 *
 * @param topic the topic of the events
 * @param orderTimeout how long the log may be searched for the records of one order
 * @param ordersAtOnce for how many orders it may be searched at the same time
 * @param deadAfter how long a run may be silent before its instance is taken for dead
 */
@ConfigurationProperties("orderlog.verification")
record VerificationProperties(
        @DefaultValue("orders.events") String topic,
        @DefaultValue("30s") Duration orderTimeout,
        @DefaultValue("4") int ordersAtOnce,
        @DefaultValue("15s") Duration deadAfter) {}
