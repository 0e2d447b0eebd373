package io.orderlog.query.web;

/** Answered with 413. */
final class BodyTooLargeException extends RuntimeException {

    BodyTooLargeException(int largest) {
        super("The body must not have more than %d bytes.".formatted(largest));
    }
}
