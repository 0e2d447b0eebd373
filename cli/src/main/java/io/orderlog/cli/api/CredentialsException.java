package io.orderlog.cli.api;

/** What the client would show to get a token cannot be used; the message says why, in a sentence for the screen. */
public final class CredentialsException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    CredentialsException(String message) {
        super(message);
    }
}
