package io.orderlog.command.log;

/** The log can't be read right now, or this instance refuses to; the message says why. */
public final class LogUnavailableException extends RuntimeException {

    public LogUnavailableException(String reason) {
        super(reason);
    }
}
