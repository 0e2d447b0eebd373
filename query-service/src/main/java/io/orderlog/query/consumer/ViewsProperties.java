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
 * @param atOnce how many transactions of few records one instance writes at once to views that follow the log: what comes while a partition
 *        waits for its turn goes in one transaction, so that a busy service makes fewer and larger ones
 * @param turnTimeout how long a partition waits for its turn; then it writes nevertheless, because somebody else may be stuck
 * @param buildingBatchRecords as {@code batchRecords}, for views that are made anew
 * @param buildingBatchSize as {@code batchSize}, for views that are made anew
 * @param buildingAtOnce how many transactions may write at once to views that are made anew
 * @param bufferSize the bytes of records that may wait for each partition before its fetching pauses, beyond one batch; for views that
 *        are made anew, in which few partitions write at once, until it is its turn
 * @param retryPause the longest pause before Kafka or Postgres is tried again
 * @param watchInterval how often the log's end is looked up, for the lag
 * @param registryInterval how often the registry is looked up, for generations to be followed or let go
 */
@ConfigurationProperties("orderlog.views")
record ViewsProperties(
        @DefaultValue("orders.events") String topic,
        @DefaultValue("2000") int batchRecords,
        @DefaultValue("1MB") DataSize batchSize,
        @DefaultValue("1") int atOnce,
        @DefaultValue("2s") Duration turnTimeout,
        @DefaultValue("10000") int buildingBatchRecords,
        @DefaultValue("12MB") DataSize buildingBatchSize,
        @DefaultValue("2") int buildingAtOnce,
        @DefaultValue("512KB") DataSize bufferSize,
        @DefaultValue("2s") Duration retryPause,
        @DefaultValue("2s") Duration watchInterval,
        @DefaultValue("1s") Duration registryInterval) {}
