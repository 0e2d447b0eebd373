package io.orderlog.query.web;

/** Answered with 503. */
public final class LogUnavailableException extends RuntimeException {

    public LogUnavailableException() {
        super("Kafka does not answer in time");
    }

    public LogUnavailableException(Throwable cause) {
        super("Kafka does not answer", cause);
    }
}
