package io.orderlog.gateway;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.coyote.CloseNowException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.function.ServerResponse;

/** A side's answer on its way to the client, exactly as the side gave it. */
final class RelayedResponse implements ServerResponse {

    private static final Logger log = LoggerFactory.getLogger(RelayedResponse.class);
    private static final int BUFFER = 16 * 1024;

    private final HttpStatusCode status;
    private final InputStream body;
    private final boolean streamed;
    private final @Nullable Upload upload;
    private final HttpHeaders headers = new HttpHeaders();

    private RelayedResponse(HttpStatusCode status, InputStream body, boolean streamed, @Nullable Upload upload) {
        this.status = status;
        this.body = body;
        this.streamed = streamed;
        this.upload = upload;
    }

    static RelayedResponse whole(HttpStatusCode status, byte[] body, @Nullable Upload upload) {
        return new RelayedResponse(status, new ByteArrayInputStream(body), false, upload);
    }

    static RelayedResponse streamed(HttpStatusCode status, InputStream body, @Nullable Upload upload) {
        return new RelayedResponse(status, body, true, upload);
    }

    @Override
    public HttpStatusCode statusCode() {
        return status;
    }

    @Override
    public HttpHeaders headers() {
        return headers;
    }

    @Override
    public MultiValueMap<String, Cookie> cookies() {
        return new LinkedMultiValueMap<>();
    }

    @Override
    public @Nullable ModelAndView writeTo(HttpServletRequest request, HttpServletResponse response, Context context) throws IOException {
        response.setStatus(status.value());
        headers.forEach((name, values) -> values.forEach(value -> response.addHeader(name, value)));
        if (streamed) {
            // Once the head is sent, an answer that breaks off is seen to be broken and never taken for a whole one.
            request.setAttribute(Problems.ANSWERING, true);
            response.flushBuffer();
        }
        try (body; upload) {
            copy(response.getOutputStream());
            response.flushBuffer();
        }
        return null;
    }

    /** Passes on what is there as soon as it is there, because the next event may be long in coming. */
    private void copy(OutputStream target) throws IOException {
        byte[] buffer = new byte[BUFFER];
        for (int count = read(buffer); count >= 0; count = read(buffer)) {
            target.write(buffer, 0, count);
            if (streamed && body.available() == 0) {
                target.flush();
            }
        }
    }

    private int read(byte[] buffer) throws CloseNowException {
        try {
            return body.read(buffer);
        } catch (IOException e) {
            log.warn("A side broke off within its answer: {}", e.toString());
            // Tells Tomcat to cut the connection, the only way left to say that the answer is not whole. Without the cause, which
            // Spring would take for a client that went away, and leave the connection open.
            throw new CloseNowException("A side broke off within its answer");
        }
    }
}
