package io.orderlog.query.live;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import org.springframework.http.HttpHeaders;

/** Writes server-sent events to one client. Every call blocks while the client takes nothing, until the server gives it up. */
final class EventWriter {

    static final String CONTENT_TYPE = "text/event-stream;charset=UTF-8";

    private final HttpServletResponse response;
    private final OutputStream body;
    private long lastFlush = System.nanoTime();

    private EventWriter(HttpServletResponse response) throws IOException {
        this.response = response;
        this.body = response.getOutputStream();
    }

    /** @param id where the stream begins: a client that is cut off before the first event comes back with it */
    static EventWriter begin(HttpServletResponse response, Duration retry, String id) throws IOException {
        response.setContentType(CONTENT_TYPE);
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        // Some proxies collect an answer before they pass it on, unless they are told.
        response.setHeader("X-Accel-Buffering", "no");
        EventWriter writer = new EventWriter(response);
        writer.write("retry: %d\nid: %s\n\n".formatted(retry.toMillis(), id));
        writer.flush();
        return writer;
    }

    void event(String id, LiveEvent event) throws IOException {
        write("id: " + id + "\n");
        body.write(event.frame());
    }

    /** A comment, and an id without an event, which moves the place to resume from. */
    void heartbeat(String id) throws IOException {
        write(": still here\nid: " + id + "\n\n");
        flush();
    }

    private void write(String text) throws IOException {
        body.write(text.getBytes(UTF_8));
    }

    void flush() throws IOException {
        response.flushBuffer();
        lastFlush = System.nanoTime();
    }

    Duration silence() {
        return Duration.ofNanos(System.nanoTime() - lastFlush);
    }
}
