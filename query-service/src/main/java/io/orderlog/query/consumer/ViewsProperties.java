package io.orderlog.query.consumer;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * How the views follow the log.
 *
 * @param topic the topic of the events; the command side creates it
 * @param batchRecords the most records that one transaction takes; it takes fewer whenever fewer are there
 * @param batchSize the most bytes of records that one transaction takes, unless a single record is larger
 * @param bufferSize the bytes of records that may wait for each partition before its fetching pauses
 * @param retryPause the longest pause before Kafka or Postgres is tried again
 * @param watchInterval how often the log's end is looked up, for the lag
 */
@ConfigurationProperties("orderlog.views")
record ViewsProperties(
        @DefaultValue("orders.events") String topic,
        @DefaultValue("2000") int batchRecords,
        @DefaultValue("1MB") DataSize batchSize,
        @DefaultValue("2MB") DataSize bufferSize,
        @DefaultValue("2s") Duration retryPause,
        @DefaultValue("5s") Duration watchInterval) {}
