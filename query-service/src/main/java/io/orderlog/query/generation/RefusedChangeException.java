package io.orderlog.query.generation;

/** A generation cannot be changed in this way now; its message says why, in a sentence for operators. */
public final class RefusedChangeException extends RuntimeException {

    public RefusedChangeException(String why) {
        super(why);
    }
}
