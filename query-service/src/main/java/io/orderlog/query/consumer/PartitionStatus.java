package io.orderlog.query.consumer;

/** What this instance does with a partition that it was given. */
sealed interface PartitionStatus {

    /** Looking up where to begin. */
    record Starting() implements PartitionStatus {}

    /** @param nextOffset where the views are in the log */
    record Following(long nextOffset) implements PartitionStatus {}

    /** Going on could do harm; other partitions go on. */
    record Stopped(String reason) implements PartitionStatus {}
}
