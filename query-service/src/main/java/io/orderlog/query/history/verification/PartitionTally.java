package io.orderlog.query.history.verification;

import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Counts what the chain says of the records of a partition. */
final class PartitionTally {

    private final LogChain chain;
    private Tally found = Tally.NOTHING;

    PartitionTally(LogChain chain) {
        this.chain = chain;
    }

    void add(ConsumerRecord<byte[], byte[]> record) {
        found = found.plus(Tally.of(record, chain.add(record)));
    }

    Tally found() {
        return found;
    }
}
