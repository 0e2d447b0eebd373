package io.orderlog.query.history.verification;

import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;

/** Where an order's records belong. */
final class Partitions {

    private Partitions() {}

    static int of(byte[] key, int count) {
        return BuiltInPartitioner.partitionForKey(key, count);
    }
}
