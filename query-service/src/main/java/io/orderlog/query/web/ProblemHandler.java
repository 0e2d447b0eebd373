package io.orderlog.query.web;

import io.orderlog.query.generation.GenerationNotFoundException;
import io.orderlog.query.generation.ReadRoute;
import io.orderlog.query.generation.RefusedChangeException;
import io.orderlog.query.projection.StillParkedException;
import io.orderlog.query.web.InvalidParametersException.WrongParameter;
import jakarta.servlet.http.HttpServletRequest;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.apache.coyote.BadRequestException;
import org.apache.coyote.CloseNowException;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.InvalidDataAccessResourceUsageException;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.context.request.async.AsyncRequestNotUsableException;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;

/** Answers every error as RFC 9457 problem details, and says nothing of the inside. */
@RestControllerAdvice
class ProblemHandler extends ResponseEntityExceptionHandler {

    private static final Logger log = LoggerFactory.getLogger(ProblemHandler.class);
    private static final URI NO_TYPE = URI.create("about:blank");
    private static final Duration SOON = Duration.ofSeconds(1);
    private static final Duration EXPORT_TAKES = Duration.ofSeconds(10);

    @ExceptionHandler
    ResponseEntity<ProblemDetail> invalid(InvalidParametersException e) {
        return invalid(e.wrong());
    }

    /** What the server cannot even split into names and values. */
    @ExceptionHandler
    ResponseEntity<ProblemDetail> malformed(InvalidParameterException e) {
        return invalid(List.of(new WrongParameter("(query)", "cannot be decoded: check the percent-encoding")));
    }

    private static ResponseEntity<ProblemDetail> invalid(List<WrongParameter> wrong) {
        ProblemDetail problem = problem(HttpStatus.BAD_REQUEST, "invalid-request", "Wrong parameters",
                wrong.size() == 1 ? "A parameter is wrong." : "%d parameters are wrong.".formatted(wrong.size()));
        problem.setProperty("errors", wrong);
        return answer(problem);
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> malformed(MalformedJsonException e) {
        ProblemDetail problem = problem(HttpStatus.BAD_REQUEST, "malformed-json", "Malformed JSON", String.valueOf(e.getMessage()));
        problem.setProperty("line", e.line());
        problem.setProperty("column", e.column());
        return answer(problem);
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> tooLarge(BodyTooLargeException e) {
        return answer(problem(HttpStatus.CONTENT_TOO_LARGE, "body-too-large", "The body is too large", String.valueOf(e.getMessage())));
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> notFound(NotFoundException e) {
        return answer(problem(HttpStatus.NOT_FOUND, e.problem(), "Not found", String.valueOf(e.getMessage())));
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> behind(ViewsBehindException e) {
        return answerLater(problem(HttpStatus.SERVICE_UNAVAILABLE, "views-behind", "The views are behind",
                "The views have not reached the consistency token in time. Ask again."), SOON);
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> tooMany(TooManyExportsException e) {
        return answerLater(problem(HttpStatus.SERVICE_UNAVAILABLE, "unavailable", "Too much is under way",
                "As many exports are under way as may be at once. Ask again."), EXPORT_TAKES);
    }

    /** An answer that has begun can only be cut; what we would say now would become part of it. */
    @ExceptionHandler
    void cut(CloseNowException e) throws CloseNowException {
        throw e;
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> unavailable(UnavailableException e) {
        return answerLater(problem(HttpStatus.SERVICE_UNAVAILABLE, "unavailable", "Not available at the moment",
                e.getMessage() + " Ask again."), SOON);
    }

    @ExceptionHandler({
            CannotCreateTransactionException.class,
            DataAccessResourceFailureException.class,
            TransientDataAccessException.class
    })
    ResponseEntity<ProblemDetail> unavailable(Exception e) {
        log.debug("A query could not be answered", e);
        return answerLater(problem(HttpStatus.SERVICE_UNAVAILABLE, "views-unavailable", "The views are not available",
                "The views cannot be read at the moment. Ask again."), SOON);
    }

    /** What is read was made by another release, which may know other tables, or may be thrown away meanwhile. */
    @ExceptionHandler
    ResponseEntity<ProblemDetail> lacking(InvalidDataAccessResourceUsageException e) {
        if (!ReadRoute.mayLackTables()) {
            return defect(e);
        }
        return answerLater(problem(HttpStatus.SERVICE_UNAVAILABLE, "view-being-built", "The view is being built",
                "This view is not there yet. Ask again."), SOON);
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> generationNotFound(GenerationNotFoundException e) {
        return answer(problem(HttpStatus.NOT_FOUND, "generation-not-found", "Not found", String.valueOf(e.getMessage())));
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> refused(RefusedChangeException e) {
        return answer(problem(HttpStatus.CONFLICT, "generation-refuses", "Not possible now", String.valueOf(e.getMessage())));
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> logUnavailable(LogUnavailableException e) {
        log.debug("The log could not be read", e);
        return answerLater(problem(HttpStatus.SERVICE_UNAVAILABLE, "log-unavailable", "The log is not available",
                "The log cannot be read at the moment, or not in time. Ask again."), SOON);
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> tooSlow(QueryTimeoutException e) {
        return answerLater(problem(HttpStatus.SERVICE_UNAVAILABLE, "query-too-slow", "The query takes too long",
                "It would take longer than a query may. Ask for less, for example with more filters, or ask again."), SOON);
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> stillParked(StillParkedException e) {
        ProblemDetail problem = problem(HttpStatus.CONFLICT, "still-parked", "The order stays parked", String.valueOf(e.getMessage()));
        problem.setProperty("offset", e.offset());
        return answer(problem);
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> notSkippable(NotSkippableException e) {
        return answer(problem(HttpStatus.CONFLICT, "not-skippable", "The event cannot be skipped", String.valueOf(e.getMessage())));
    }

    /** The client did not send what it had announced, or not in time. */
    @ExceptionHandler({BadRequestException.class, EOFException.class, SocketTimeoutException.class})
    ResponseEntity<ProblemDetail> bodyNotRead(IOException e) {
        return isTimeout(e)
                ? answer(problem(HttpStatus.REQUEST_TIMEOUT, "body-too-slow", "The body is too slow", "The body did not arrive in time."))
                : answer(problem(HttpStatus.BAD_REQUEST, "bad-request", "The request cannot be understood",
                        "The body is malformed, or ended too early."));
    }

    private static boolean isTimeout(@Nullable Throwable failure) {
        return failure instanceof SocketTimeoutException || failure != null && isTimeout(failure.getCause());
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> noMediaType(InvalidMediaTypeException e) {
        return answer(problem(HttpStatus.UNSUPPORTED_MEDIA_TYPE, "unsupported-media-type", "The body is of another type",
                "The Content-Type is no media type."));
    }

    @ExceptionHandler
    @Nullable
    ResponseEntity<ProblemDetail> unexpected(Exception e, HttpServletRequest request) {
        if (isClientGone(e)) {
            log.debug("A client went away before it had its answer", e);
            return null;
        }
        String contentType = request.getContentType();
        // Spring takes it for a fault of its own.
        boolean isWildcard = e instanceof IllegalArgumentException && contentType != null && contentType.contains("*");
        return isWildcard ? noMediaType(new InvalidMediaTypeException(contentType, "It has a wildcard")) : defect(e);
    }

    /** Only what could not be written to it tells: Postgres and Kafka break connections too, and those are faults. */
    private static boolean isClientGone(@Nullable Throwable failure) {
        return failure instanceof AsyncRequestNotUsableException || failure != null && isClientGone(failure.getCause());
    }

    private static ResponseEntity<ProblemDetail> defect(Exception e) {
        log.error("A query failed", e);
        return answer(problem(HttpStatus.INTERNAL_SERVER_ERROR, "internal-error", "Internal error",
                "Something went wrong on our side."));
    }

    /** What Spring finds wrong by itself: unknown paths, methods and media types. */
    @Override
    protected @Nullable ResponseEntity<Object> handleExceptionInternal(
            Exception e, @Nullable Object body, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        HttpHeaders answered = HttpHeaders.copyOf(headers);
        // Said here, because it cannot be worked out from an Accept that allows nothing of ours.
        answered.setContentType(MediaType.APPLICATION_PROBLEM_JSON);
        ResponseEntity<Object> response = super.handleExceptionInternal(e, body, answered, status, request);
        if (response != null && response.getBody() instanceof ProblemDetail problem && isUntyped(problem)) {
            problem.setType(type(String.valueOf(problem.getTitle()).toLowerCase(Locale.ROOT).replace(' ', '-')));
        }
        return response;
    }

    private static boolean isUntyped(ProblemDetail problem) {
        return problem.getType() == null || problem.getType().equals(NO_TYPE);
    }

    private static ProblemDetail problem(HttpStatus status, String type, String title, String detail) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, detail);
        problem.setType(type(type));
        problem.setTitle(title);
        return problem;
    }

    private static URI type(String name) {
        return URI.create("/problems/" + name);
    }

    private static ResponseEntity<ProblemDetail> answer(ProblemDetail problem) {
        return ResponseEntity.status(problem.getStatus()).contentType(MediaType.APPLICATION_PROBLEM_JSON).body(problem);
    }

    private static ResponseEntity<ProblemDetail> answerLater(ProblemDetail problem, Duration later) {
        return ResponseEntity.status(problem.getStatus())
                .header(HttpHeaders.RETRY_AFTER, Long.toString(later.toSeconds()))
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(problem);
    }
}
