package io.orderlog.event;

/** A record of the log that this release cannot read: damaged, of an unknown type, or not written by Orderlog at all. */
public final class UnreadableEventException extends RuntimeException {

    UnreadableEventException(String reason) {
        super(reason);
    }

    UnreadableEventException(String reason, Throwable cause) {
        super(reason, cause);
    }
}
