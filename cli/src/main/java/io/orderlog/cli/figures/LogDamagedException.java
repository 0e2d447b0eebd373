package io.orderlog.cli.figures;

/** The log breaks its own rules; the message says where and which. */
final class LogDamagedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    LogDamagedException(String message) {
        super(message);
    }
}
