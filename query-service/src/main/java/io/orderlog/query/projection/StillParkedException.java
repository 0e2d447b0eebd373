package io.orderlog.query.projection;

/** The first record of a parked order can be projected no more than before; nothing was changed. Its message says why. */
public final class StillParkedException extends RuntimeException {

    private final long offset;

    StillParkedException(long offset, String why, Throwable cause) {
        super(why, cause);
        this.offset = offset;
    }

    StillParkedException(long offset, String why) {
        super(why);
        this.offset = offset;
    }

    public long offset() {
        return offset;
    }
}
