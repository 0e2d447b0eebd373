package io.orderlog.query;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.orderlog.access.testing.TestTokens;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A client of a stream that reads as a browser's {@code EventSource} does. */
final class TestStream implements AutoCloseable {

    private static final JsonMapper JSON = new JsonMapper();
    private static final HttpClient CLIENT = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final InputStream body;
    private final List<Received> events = new CopyOnWriteArrayList<>();
    private volatile String lastId = "";
    private volatile int comments;
    private volatile boolean ended;
    private String type = "";
    private StringBuilder data = new StringBuilder();

    record Received(String id, String type, JsonNode data) {

        String orderId() {
            return data.get("orderId").asString();
        }

        long version() {
            return data.get("version").asLong();
        }
    }

    private TestStream(InputStream body) {
        this.body = body;
    }

    /** @param lastEventId {@code null} for a client that was never there */
    static TestStream open(ConfigurableApplicationContext instance, String path, @Nullable String lastEventId) throws Exception {
        TestStream stream = connect(TestTokens.everything(), instance, path, lastEventId);
        stream.resume();
        return stream;
    }

    /** By whom the token says. */
    static TestStream openWith(String token, ConfigurableApplicationContext instance, String path) throws Exception {
        TestStream stream = connect(token, instance, path, null);
        stream.resume();
        return stream;
    }

    /** That takes nothing until it is resumed. */
    static TestStream openPaused(ConfigurableApplicationContext instance, String path) throws Exception {
        return connect(TestTokens.everything(), instance, path, null);
    }

    void resume() {
        Thread.ofVirtual().start(this::read);
    }

    private static TestStream connect(String token, ConfigurableApplicationContext instance, String path, @Nullable String lastEventId)
            throws Exception {
        var request = HttpRequest.newBuilder(URI.create("http://localhost:" + TestHouse.port(instance) + path));
        request.header(TestTokens.HEADER, token);
        if (lastEventId != null) {
            request.header("Last-Event-ID", lastEventId);
        }
        HttpResponse<InputStream> response = CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
        if (response.statusCode() != 200) {
            throw new IOException("Answered with " + response.statusCode());
        }
        return new TestStream(response.body());
    }

    private void read() {
        try (var lines = new BufferedReader(new InputStreamReader(body, UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                take(line);
            }
        } catch (IOException _) {
            // The test closed it, or the instance is gone.
        }
        ended = true;
    }

    private void take(String line) {
        if (line.isEmpty()) {
            if (!data.isEmpty()) {
                events.add(new Received(lastId, type, JSON.readTree(data.toString())));
            }
            type = "";
            data = new StringBuilder();
        } else if (line.startsWith(":")) {
            comments++;
        } else if (line.startsWith("id: ")) {
            lastId = line.substring("id: ".length());
        } else if (line.startsWith("event: ")) {
            type = line.substring("event: ".length());
        } else if (line.startsWith("data: ")) {
            data.append(data.isEmpty() ? "" : "\n").append(line.substring("data: ".length()));
        }
    }

    List<Received> events() {
        return List.copyOf(events);
    }

    List<Long> versions() {
        return events().stream().map(Received::version).toList();
    }

    String lastId() {
        return lastId;
    }

    int comments() {
        return comments;
    }

    boolean ended() {
        return ended;
    }

    @Override
    public void close() throws IOException {
        body.close();
    }
}
