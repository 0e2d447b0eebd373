package io.orderlog.query.web;

/** Answered with 404. */
public final class NotFoundException extends RuntimeException {

    private NotFoundException(String what) {
        super(what);
    }

    public static NotFoundException order() {
        return new NotFoundException("There is no such order, or it is not in the views yet.");
    }
}
