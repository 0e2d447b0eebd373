package io.orderlog.benchmarks.process;

import io.orderlog.access.testing.TestTokens;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A Spring Boot service in a process of its own. */
public final class Service implements AutoCloseable {

    private static final JsonMapper JSON = new JsonMapper();
    private static final Duration LONGEST_START = Duration.ofMinutes(30);
    private static final Duration ASK_AGAIN = Duration.ofMillis(50);

    private final HttpClient client = HttpClient.newHttpClient();
    private final int port;
    private final JavaProcess process;
    private final Duration timeToReady;

    /** Returns when the service says that it is ready. */
    static Service start(String name, Path log, List<String> program, List<String> settings) {
        return start("readiness", name, log, program, settings);
    }

    /** Returns when the service answers, ready or not. */
    static Service startAlive(String name, Path log, List<String> program, List<String> settings) {
        return start("liveness", name, log, program, settings);
    }

    private static Service start(String state, String name, Path log, List<String> program, List<String> settings) {
        int port = Ports.free();
        List<String> arguments = new ArrayList<>(program);
        arguments.addAll(List.of("--server.address=127.0.0.1", "--server.port=" + port));
        // Whoever watches over it asks on the same port.
        arguments.add("--management.server.port=");
        arguments.addAll(TestTokens.settings());
        arguments.addAll(settings);
        long started = System.nanoTime();
        return new Service(port, JavaProcess.logging(name, log, arguments), state, started);
    }

    private Service(int port, JavaProcess process, String state, long started) {
        this.port = port;
        this.process = process;
        while (!is(state)) {
            process.requireAlive();
            if (System.nanoTime() - started > LONGEST_START.toNanos()) {
                throw new IllegalStateException("A service was not ready within " + LONGEST_START);
            }
            pause();
        }
        timeToReady = Duration.ofNanos(System.nanoTime() - started);
    }

    public int port() {
        return port;
    }

    /** From the start of the process until it was ready, or answered where that was waited for. */
    public Duration timeToReady() {
        return timeToReady;
    }

    public ProcessUsage usage() {
        return process.usage();
    }

    /** How many records of the log the views have not passed yet; of a query service. */
    public long lag() {
        return get("/actuator/health").body().at("/components/views/details/lag").asLong(0);
    }

    /** How many events the views have projected; of a query service. */
    public double projected() {
        return get("/actuator/metrics/orderlog.views.events?tag=outcome:projected").body().at("/measurements/0/value").asDouble(0);
    }

    private boolean is(String state) {
        try {
            return get("/actuator/health/" + state).status() == 200;
        } catch (ServiceNotThereException e) {
            return false;
        }
    }

    private record Answer(int status, JsonNode body) {}

    private static final class ServiceNotThereException extends RuntimeException {
        private static final long serialVersionUID = 1;

        ServiceNotThereException(Throwable cause) {
            super(cause);
        }
    }

    /** @return what it answers, which must be a success */
    public JsonNode ask(String method, String path, @Nullable String json) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .header(TestTokens.HEADER, TestTokens.everything());
        if (json == null) {
            request.method(method, BodyPublishers.noBody());
        } else {
            request.header("Content-Type", "application/json").method(method, BodyPublishers.ofString(json));
        }
        Answer answer = send(request.build());
        if (answer.status() >= 300) {
            throw new IllegalStateException("%s %s: %d %s".formatted(method, path, answer.status(), answer.body()));
        }
        return answer.body();
    }

    private Answer get(String path) {
        return send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build());
    }

    private Answer send(HttpRequest request) {
        try {
            HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
            return new Answer(response.statusCode(), JSON.readTree(response.body()));
        } catch (IOException e) {
            throw new ServiceNotThereException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted", e);
        }
    }

    private static void pause() {
        try {
            Thread.sleep(ASK_AGAIN);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted", e);
        }
    }

    @Override
    public void close() {
        process.close();
        client.close();
    }
}
