package io.orderlog.gateway;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** The problems (RFC 9457) of requests that are turned away before anybody looks at what they want. */
@Component
final class Refusals {

    private final JsonMapper json;

    Refusals(JsonMapper json) {
        this.json = json;
    }

    void tooMany(HttpServletResponse response) throws IOException {
        answer(response, HttpStatus.TOO_MANY_REQUESTS, "too-many-requests", "You ask too much",
                "The request was turned away and changed nothing. Try again after the time that Retry-After gives.");
    }

    void tooLarge(HttpServletResponse response) throws IOException {
        answer(response, HttpStatus.CONTENT_TOO_LARGE, "body-too-large", "The body is too large",
                "The body is larger than any that is taken.");
    }

    void tooSlow(HttpServletResponse response) throws IOException {
        answer(response, HttpStatus.REQUEST_TIMEOUT, "body-too-slow", Unreadable.TOO_SLOW, "The body did not arrive in time.");
    }

    void malformed(HttpServletResponse response) throws IOException {
        answer(response, HttpStatus.BAD_REQUEST, "bad-request", Unreadable.MALFORMED, Unreadable.WHAT);
    }

    private void answer(HttpServletResponse response, HttpStatus status, String type, String title, String detail) throws IOException {
        Map<String, Object> problem = new LinkedHashMap<>();
        problem.put("type", "/problems/" + type);
        problem.put("title", title);
        problem.put("status", status.value());
        problem.put("detail", detail);
        byte[] body = json.writeValueAsBytes(problem);
        response.setStatus(status.value());
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }
}
