package io.orderlog.query.history.verification;

import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;

/** Where an order's records belong. */
public final class Partitions {

    private Partitions() {}

    public static int of(byte[] key, int count) {
        return BuiltInPartitioner.partitionForKey(key, count);
    }
}
