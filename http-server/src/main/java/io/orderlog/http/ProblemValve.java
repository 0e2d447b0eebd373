package io.orderlog.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.Objects;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.apache.tomcat.util.http.MimeHeaders;
import org.apache.tomcat.util.res.StringManager;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;

/** What Tomcat refuses before anybody sees it, such as headers that are too large, is a problem (RFC 9457) like any other. */
final class ProblemValve extends ErrorReportValve {

    private static final String HEAD_TOO_LARGE =
            StringManager.getManager("org.apache.coyote.http11").getString("iib.requestheadertoolarge.error");
    private static final StringManager HEADER_WORDS = StringManager.getManager(MimeHeaders.class);

    @Override
    protected void report(Request request, Response response, @Nullable Throwable failure) {
        HttpStatus status = HttpStatus.resolve(response.getStatus());
        if (status == null || !status.isError() || response.getContentWritten() > 0 || !response.setErrorReported()) {
            return;
        }
        if (isHeadTooLarge(request, failure)) {
            status = HttpStatus.REQUEST_HEADER_FIELDS_TOO_LARGE;
            response.setStatus(status.value());
        }
        if (status == HttpStatus.NOT_IMPLEMENTED || status == HttpStatus.HTTP_VERSION_NOT_SUPPORTED) {
            // Whoever watches over us takes a server's error for ours, and this is the client's.
            status = HttpStatus.BAD_REQUEST;
            response.setStatus(status.value());
        }
        if (status == HttpStatus.SERVICE_UNAVAILABLE) {
            response.setHeader(HttpHeaders.RETRY_AFTER, "1");
        }
        try {
            response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
            // As bytes, because a writer would add a character set to the type.
            response.getOutputStream()
                    .write("""
                            {"type":"/problems/%s","title":"%s","status":%d,"detail":"%s"}"""
                            .formatted(type(status), status.getReasonPhrase(), status.value(), detail(status, response.getMessage()))
                            .getBytes(UTF_8));
            response.finishResponse();
        } catch (IOException | IllegalStateException e) {
            // The client is gone, and with it everyone who would read this.
        }
    }

    /** Tomcat tells it only in words, which are its own and not the client's. */
    private static boolean isHeadTooLarge(Request request, @Nullable Throwable failure) {
        if (failure == null) {
            return false;
        }
        int headers = request.getCoyoteRequest().getMimeHeaders().size();
        return Objects.equals(failure.getMessage(), HEAD_TOO_LARGE)
                || Objects.equals(failure.getMessage(), HEADER_WORDS.getString("headers.maxCountFail", headers));
    }

    private static String type(HttpStatus status) {
        return switch (status) {
            case NOT_FOUND -> "not-found";
            case METHOD_NOT_ALLOWED -> "method-not-allowed";
            case REQUEST_TIMEOUT -> "body-too-slow";
            case INTERNAL_SERVER_ERROR -> "internal-error";
            case SERVICE_UNAVAILABLE -> "unavailable";
            default -> "bad-request";
        };
    }

    private static String detail(HttpStatus status, @Nullable String said) {
        return switch (status) {
            case NOT_FOUND -> "The path names nothing.";
            case METHOD_NOT_ALLOWED -> "Nothing here answers to this method.";
            case REQUEST_TIMEOUT -> "The body did not arrive in time.";
            case REQUEST_HEADER_FIELDS_TOO_LARGE -> "The request's first line and headers are too large or too many.";
            case INTERNAL_SERVER_ERROR -> "Something went wrong on our side.";
            case SERVICE_UNAVAILABLE -> "The service is stopping. Nothing was changed; try again.";
            default -> PlainPathValve.REASON.equals(said)
                    ? PlainPathValve.REASON
                    : "The request can't be read: its first line, its headers or its body are malformed or too large.";
        };
    }
}
