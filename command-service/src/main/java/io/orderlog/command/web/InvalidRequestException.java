package io.orderlog.command.web;

import java.util.List;

/** A request that breaks the API's rules, whatever the state of the order; status 400. */
final class InvalidRequestException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * Something that is wrong.
     *
     * @param field a path such as {@code lines[3].unitPrice}, or a header's name; empty for the body as a whole
     * @param reason what is asked for there
     */
    record Violation(String field, String reason) {}

    private final transient List<Violation> violations;
    private final int omitted;

    /** @param omitted how many more there are */
    InvalidRequestException(List<Violation> violations, int omitted) {
        super(null, null, false, false);
        this.violations = List.copyOf(violations);
        this.omitted = omitted;
    }

    InvalidRequestException(String field, String reason) {
        this(List.of(new Violation(field, reason)), 0);
    }

    List<Violation> violations() {
        return violations;
    }

    int omitted() {
        return omitted;
    }

    @Override
    public String getMessage() {
        return violations.toString();
    }
}
