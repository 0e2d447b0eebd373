package io.orderlog.command.web;

/** A body that is no JSON; status 400. */
final class MalformedJsonException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int line;
    private final int column;

    /** @param reason what the parser says, without the body's text */
    MalformedJsonException(int line, int column, String reason) {
        super(reason, null, false, false);
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
