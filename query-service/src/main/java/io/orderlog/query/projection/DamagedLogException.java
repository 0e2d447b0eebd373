package io.orderlog.query.projection;

/** Nothing from this record on can be trusted. What stands before it can. */
public final class DamagedLogException extends RuntimeException {

    private final long offset;

    public DamagedLogException(int partition, long offset, String what) {
        super("""
                Partition %d of the log can't be trusted from offset %d on: %s. Have the log verified (POST /audit/verifications): if it holds, \
                the views are damaged and a rebuild heals them; otherwise restore the topic from a copy."""
                .formatted(partition, offset, what));
        this.offset = offset;
    }

    public long offset() {
        return offset;
    }
}
