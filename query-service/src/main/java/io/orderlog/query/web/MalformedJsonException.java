package io.orderlog.query.web;

/** Answered with 400. */
final class MalformedJsonException extends RuntimeException {

    private final int line;
    private final int column;

    MalformedJsonException(String what, int line, int column) {
        super(what);
        this.line = line;
        this.column = column;
    }

    int line() {
        return line;
    }

    int column() {
        return column;
    }
}
