package io.orderlog.command.web;

import java.net.URI;
import java.util.Locale;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;

/** The problems that clients can be told about, as {@code docs/problems.md} lists them; the names are part of the API. */
enum ProblemType {
    INVALID_REQUEST(HttpStatus.BAD_REQUEST, "The request is not valid"),
    MALFORMED_JSON(HttpStatus.BAD_REQUEST, "The body is not JSON"),
    BAD_REQUEST(HttpStatus.BAD_REQUEST, "The request cannot be understood"),
    UNAUTHENTICATED(HttpStatus.UNAUTHORIZED, "Who asks is not known"),
    FORBIDDEN(HttpStatus.FORBIDDEN, "This is not for this client"),
    ORDER_NOT_FOUND(HttpStatus.NOT_FOUND, "There is no such order"),
    NOT_FOUND(HttpStatus.NOT_FOUND, "There is nothing here"),
    METHOD_NOT_ALLOWED(HttpStatus.METHOD_NOT_ALLOWED, "The method is not possible here"),
    NOT_ACCEPTABLE(HttpStatus.NOT_ACCEPTABLE, "No answer of the accepted types is possible"),
    BODY_TOO_SLOW(HttpStatus.REQUEST_TIMEOUT, "The body did not arrive in time"),
    RULE_VIOLATED(HttpStatus.CONFLICT, "The order does not take this command"),
    VERSION_MISMATCH(HttpStatus.PRECONDITION_FAILED, "The order has changed"),
    BODY_TOO_LARGE(HttpStatus.CONTENT_TOO_LARGE, "The body is too large"),
    EVENT_TOO_LARGE(HttpStatus.CONTENT_TOO_LARGE, "The order is too large"),
    UNSUPPORTED_MEDIA_TYPE(HttpStatus.UNSUPPORTED_MEDIA_TYPE, "The content type is not supported"),
    IDEMPOTENCY_KEY_REUSED(HttpStatus.UNPROCESSABLE_CONTENT, "The idempotency key was used for another request"),
    INTERNAL_ERROR(HttpStatus.INTERNAL_SERVER_ERROR, "Something went wrong here"),
    UNAVAILABLE(HttpStatus.SERVICE_UNAVAILABLE, "The service cannot do this right now"),
    OUTCOME_UNKNOWN(HttpStatus.SERVICE_UNAVAILABLE, "It is not known whether the command took effect");

    private final HttpStatus status;
    private final String title;

    ProblemType(HttpStatus status, String title) {
        this.status = status;
        this.title = title;
    }

    URI uri() {
        return URI.create("/problems/" + name().toLowerCase(Locale.ROOT).replace('_', '-'));
    }

    HttpStatus status() {
        return status;
    }

    ProblemDetail detail(String detail) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, detail);
        problem.setType(uri());
        problem.setTitle(title);
        return problem;
    }
}
