package io.orderlog.query.projection;

/** Another instance has moved the checkpoint from where this batch begins; nothing of the batch was written. */
public final class CheckpointMovedException extends RuntimeException {

    CheckpointMovedException(int partition, long from) {
        super("The checkpoint of partition %d is no longer at offset %d".formatted(partition, from));
    }
}
