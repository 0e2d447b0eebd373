package io.orderlog.query.web;

/** Answered with 409; its message says why, and what can be done instead. */
public final class NotSkippableException extends RuntimeException {

    public NotSkippableException(String why) {
        super(why);
    }
}
