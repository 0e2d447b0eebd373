package io.orderlog.access;

import java.io.Serial;

/** Nothing says whose tokens are to be trusted, so the service does not start. */
final class NoIssuerException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    NoIssuerException() {
        super("No issuer of tokens is configured, and without one nobody could be told from anybody.");
    }
}
