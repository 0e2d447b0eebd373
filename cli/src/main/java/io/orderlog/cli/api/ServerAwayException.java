package io.orderlog.cli.api;

/** The server did not answer for as long as patience lasted; whether it did what was asked is not known. */
public final class ServerAwayException extends Exception {

    private static final long serialVersionUID = 1L;

    ServerAwayException(String message) {
        super(message);
    }
}
