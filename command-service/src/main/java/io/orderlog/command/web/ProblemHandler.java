package io.orderlog.command.web;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;

/** Turns whatever goes wrong with a request into a problem that tells nothing of the service's inside. */
@RestControllerAdvice
final class ProblemHandler extends ResponseEntityExceptionHandler {

    private static final Logger log = LoggerFactory.getLogger(ProblemHandler.class);

    private static final Map<Integer, ProblemType> BY_STATUS = Map.of(
            404, ProblemType.NOT_FOUND,
            405, ProblemType.METHOD_NOT_ALLOWED,
            406, ProblemType.NOT_ACCEPTABLE,
            413, ProblemType.BODY_TOO_LARGE,
            415, ProblemType.UNSUPPORTED_MEDIA_TYPE);

    @ExceptionHandler
    ProblemDetail invalid(InvalidRequestException e) {
        return Problems.of(e);
    }

    @ExceptionHandler
    ProblemDetail malformed(MalformedJsonException e) {
        return Problems.of(e);
    }

    @ExceptionHandler
    ProblemDetail refused(BodyRefusedException e) {
        return e.type().detail(String.valueOf(e.getMessage()));
    }

    /** An id that no order can have is the id of no order. */
    @ExceptionHandler
    ProblemDetail pathNamesNothing(MethodArgumentTypeMismatchException e) {
        return ProblemType.NOT_FOUND.detail("Nothing has this %s.".formatted(e.getName()));
    }

    @ExceptionHandler
    ProblemDetail unexpected(Exception e) {
        log.error("A request failed unexpectedly", e);
        return Problems.unexpected();
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleHttpMessageNotReadable(
            HttpMessageNotReadableException e, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        ProblemDetail problem = Problems.of(new InvalidRequestException("", "must be an object"));
        return handleExceptionInternal(e, problem, headers, status, request);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleExceptionInternal(
            Exception e, @Nullable Object body, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        return super.handleExceptionInternal(e, described(body, status), headers, status, request);
    }

    private static Object described(@Nullable Object body, HttpStatusCode status) {
        if (body instanceof ProblemDetail known && known.getType() != null) {
            return known;
        }
        return describe(status);
    }

    static ProblemDetail describe(HttpStatusCode status) {
        ProblemType type = BY_STATUS.get(status.value());
        if (type == null) {
            type = status.is5xxServerError() ? ProblemType.INTERNAL_ERROR : ProblemType.BAD_REQUEST;
        }
        ProblemDetail problem = type.detail("See the documentation of this interface.");
        problem.setStatus(status.value());
        return problem;
    }
}
