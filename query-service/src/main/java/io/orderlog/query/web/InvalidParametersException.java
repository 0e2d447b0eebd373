package io.orderlog.query.web;

import java.util.List;

/** Answered with 400, naming each of them. */
public final class InvalidParametersException extends RuntimeException {

    private final List<WrongParameter> wrong;

    /** @param field the name of a query parameter or header, called as in the errors of commands */
    public record WrongParameter(String field, String reason) {}

    public InvalidParametersException(List<WrongParameter> wrong) {
        super("Wrong parameters: " + wrong);
        this.wrong = List.copyOf(wrong);
    }

    public InvalidParametersException(String parameter, String reason) {
        this(List.of(new WrongParameter(parameter, reason)));
    }

    List<WrongParameter> wrong() {
        return wrong;
    }
}
