package io.orderlog.command.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.HttpMediaTypeException;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.NoHandlerFoundException;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;
import org.springframework.web.servlet.resource.NoResourceFoundException;

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
    ResponseEntity<ProblemDetail> notAllowed(NotAllowedException e) {
        return ResponseEntity.status(HttpStatus.FORBIDDEN)
                .header(HttpHeaders.WWW_AUTHENTICATE, "Bearer error=\"insufficient_scope\", scope=\"%s\"".formatted(e.needed().value()))
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(e.problem());
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> refused(BodyRefusedException e) {
        ProblemDetail problem = e.problem();
        ResponseEntity.BodyBuilder answer = ResponseEntity.status(problem.getStatus());
        if (problem.getStatus() == HttpStatus.SERVICE_UNAVAILABLE.value()) {
            answer.header(HttpHeaders.RETRY_AFTER, "1");
        }
        return answer.contentType(MediaType.APPLICATION_PROBLEM_JSON).body(problem);
    }

    /** An id that no order can have is the id of no order. */
    @ExceptionHandler
    ProblemDetail pathNamesNothing(MethodArgumentTypeMismatchException e) {
        return ProblemType.NOT_FOUND.detail("Nothing has this %s.".formatted(e.getName()));
    }

    @ExceptionHandler
    ProblemDetail unexpected(Exception e, HttpServletRequest request) {
        if (isWildcard(request.getContentType())) {
            return ProblemType.UNSUPPORTED_MEDIA_TYPE.detail("A Content-Type has no wildcards.");
        }
        log.error("A request failed unexpectedly", e);
        return Problems.unexpected();
    }

    /** Spring takes it for a fault of its own. */
    private static boolean isWildcard(@Nullable String contentType) {
        return contentType != null && contentType.contains("*");
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
        HttpHeaders answered = HttpHeaders.copyOf(headers);
        // Said here, because it cannot be worked out from an Accept that is malformed.
        answered.setContentType(MediaType.APPLICATION_PROBLEM_JSON);
        return super.handleExceptionInternal(e, described(e, body, status), answered, status, request);
    }

    private static Object described(Exception e, @Nullable Object body, HttpStatusCode status) {
        if (body instanceof ProblemDetail known && known.getType() != null) {
            return known;
        }
        ProblemDetail problem = describe(status);
        String detail = switch (e) {
            case HttpRequestMethodNotSupportedException method -> "Nothing here answers to %s.".formatted(method.getMethod());
            case HttpMediaTypeNotSupportedException type -> "The Content-Type must be %s.".formatted(listed(type));
            case HttpMediaTypeNotAcceptableException type -> "Accept must allow %s.".formatted(listed(type));
            case NoHandlerFoundException _,NoResourceFoundException _ -> "The path names nothing.";
            default -> null;
        };
        if (detail != null) {
            problem.setDetail(detail);
        }
        return problem;
    }

    private static String listed(HttpMediaTypeException e) {
        return e.getSupportedMediaTypes().isEmpty()
                ? "one that is documented"
                : e.getSupportedMediaTypes().stream().map(MediaType::toString).collect(Collectors.joining(" or "));
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
