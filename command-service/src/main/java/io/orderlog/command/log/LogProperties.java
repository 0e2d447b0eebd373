package io.orderlog.command.log;

import java.nio.file.Path;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * The order log.
 *
 * @param topic the topic of the events; it is created if it is missing
 * @param partitions how many partitions the topic has, for ever
 * @param replicationFactor of the topic when it is created; -1: the broker's default
 * @param statesDirectory where the states folded from the log are kept; can be deleted whenever the service is down
 * @param statesMemory about how much memory states may take, which are those that changed a moment ago
 * @param appendTimeout how long Kafka may take to acknowledge an event and give it back before its outcome is unknown
 * @param barrierTimeout how long it may take to reach the log's end before a rejection is given up
 * @param maxEventSize the largest event that the log takes
 */
@ConfigurationProperties("orderlog.log")
record LogProperties(
        @DefaultValue("orders.events") String topic,
        @DefaultValue("12") int partitions,
        @DefaultValue("-1") short replicationFactor,
        @DefaultValue("orderlog-data/states") Path statesDirectory,
        @DefaultValue("128MB") DataSize statesMemory,
        @DefaultValue("10s") Duration appendTimeout,
        @DefaultValue("10s") Duration barrierTimeout,
        @DefaultValue("4MB") DataSize maxEventSize) {}
