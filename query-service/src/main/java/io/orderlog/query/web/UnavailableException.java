package io.orderlog.query.web;

/** Answered with 503: this instance takes no more of such requests at the moment. */
public final class UnavailableException extends RuntimeException {

    /** @param why a sentence for the client */
    public UnavailableException(String why) {
        super(why);
    }
}
