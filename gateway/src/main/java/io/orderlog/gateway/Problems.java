package io.orderlog.gateway;

import jakarta.servlet.RequestDispatcher;
import java.io.IOException;
import java.net.URI;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/** The gateway's own answers: problem details (RFC 9457) of which everything else comes from the sides. */
@Component
class Problems {

    /** The request attribute that says which side the request went to. */
    static final String SIDE = Problems.class.getName() + ".side";

    /** The request attribute that says that the answer has begun. */
    static final String ANSWERING = Problems.class.getName() + ".answering";

    /** The request attribute that says that a side has some of the body. */
    static final String PASSED_ON = Problems.class.getName() + ".passedOn";

    private static final String TYPES = "/problems/";
    private static final String LINES_BEFORE = " What came before, of a batch, may have been done: repeat it with the same keys.";

    private final GatewayProperties properties;

    Problems(GatewayProperties properties) {
        this.properties = properties;
    }

    /** Nothing was sent: the request may be repeated as it is. */
    ServerResponse unavailable(Side side) {
        return tryAgainLater(problem(HttpStatus.SERVICE_UNAVAILABLE, "side-unavailable", "The " + side.title() + " is not available",
                "The request did not reach the " + side.title() + " and changed nothing. Try again."));
    }

    /** The side received the request, or part of it, and did not answer. */
    ServerResponse noAnswer(Side side, HttpMethod method) {
        boolean read = method.equals(HttpMethod.GET) || method.equals(HttpMethod.HEAD);
        return tryAgainLater(read
                ? problem(HttpStatus.SERVICE_UNAVAILABLE, "side-unavailable", "The " + side.title() + " does not answer",
                        "The " + side.title() + " took the request but did not answer it. Try again.")
                : problem(HttpStatus.SERVICE_UNAVAILABLE, "outcome-unknown", "The outcome of the request is not known",
                        "The " + side.title() + " took the request but did not say what became of it. "
                                + "Repeat it with the same Idempotency-Key: it is then done once, and you get its outcome."));
    }

    /** The client did not send what it had announced, or not in time; no side was asked. */
    ServerResponse bodyNotRead(IOException failure) {
        return Unreadable.isTimeout(failure) ? bodyTooSlow("") : malformed("");
    }

    /** The client did not send the rest of what it had announced, or not in time; the side has what came before. */
    ServerResponse bodyBrokeOff(IOException failure) {
        return Unreadable.isTimeout(failure) ? bodyTooSlow(LINES_BEFORE) : malformed(LINES_BEFORE);
    }

    private static ServerResponse bodyTooSlow(String more) {
        return refused(HttpStatus.REQUEST_TIMEOUT, "body-too-slow", Unreadable.TOO_SLOW, "The body did not arrive in time." + more);
    }

    private static ServerResponse malformed(String more) {
        return refused(HttpStatus.BAD_REQUEST, "bad-request", Unreadable.MALFORMED, Unreadable.WHAT + more);
    }

    /** What Tomcat or Spring refused, and what we failed to handle. */
    ServerResponse ownError(ServerRequest request) {
        Throwable failure = (Throwable) request.attributes().get(RequestDispatcher.ERROR_EXCEPTION);
        String more = request.attributes().containsKey(PASSED_ON) ? LINES_BEFORE : "";
        if (Unreadable.isTimeout(failure)) {
            return bodyTooSlow(more);
        }
        if (Unreadable.isMalformed(failure)) {
            return malformed(more);
        }
        return switch (request.attributes().get(RequestDispatcher.ERROR_STATUS_CODE)) {
            case Integer status when status == HttpStatus.METHOD_NOT_ALLOWED.value() -> methodNotAllowed(request.method());
            case Integer status when status == HttpStatus.NOT_FOUND.value() -> notFound();
            case null, default -> refused(HttpStatus.INTERNAL_SERVER_ERROR, "internal-error", "The gateway failed",
                    "The gateway could not pass the request on. The reason is in its log.");
        };
    }

    ServerResponse notFound() {
        return refused(HttpStatus.NOT_FOUND, "not-found", "There is nothing here", "The path names nothing.");
    }

    ServerResponse methodNotAllowed(HttpMethod method) {
        return ServerResponse.status(HttpStatus.METHOD_NOT_ALLOWED)
                .header(HttpHeaders.ALLOW, "GET, HEAD, POST, PUT, PATCH, DELETE")
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(problem(HttpStatus.METHOD_NOT_ALLOWED, "method-not-allowed", "The method is not allowed",
                        "Nothing here answers to " + method + "."));
    }

    private static ServerResponse refused(HttpStatus status, String type, String title, String detail) {
        return ServerResponse.status(status).contentType(MediaType.APPLICATION_PROBLEM_JSON).body(problem(status, type, title, detail));
    }

    private ServerResponse tryAgainLater(ProblemDetail problem) {
        return ServerResponse.status(problem.getStatus())
                .header(HttpHeaders.RETRY_AFTER, Long.toString(Math.max(1, properties.retryAfter().toSeconds())))
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(problem);
    }

    private static ProblemDetail problem(HttpStatus status, String type, String title, String detail) {
        var problem = ProblemDetail.forStatusAndDetail(status, detail);
        problem.setType(URI.create(TYPES + type));
        problem.setTitle(title);
        return problem;
    }
}
