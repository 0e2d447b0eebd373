package io.orderlog.cli.importing;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A real HTTP server with as much of the command API as an import needs: it does what one key asks for once, and fails on request. */
final class TinyOrderlog implements AutoCloseable {

    /** What happens to a request instead of an answer. */
    enum Fault {
        UNAVAILABLE,
        CUT_BEFORE_IT_IS_DONE,
        CUT_AFTER_IT_IS_DONE
    }

    /** A command that was carried out. */
    record Done(String path, String key, String body) {}

    private record Refusal(String pathEnding, int status, String problem) {}

    private final Map<String, String> answers = new ConcurrentHashMap<>();
    private final List<Done> done = new ArrayList<>();
    private final Queue<Fault> faults = new ConcurrentLinkedQueue<>();
    private @Nullable Refusal refusal;
    private int dieAfter = Integer.MAX_VALUE;
    private final AtomicInteger behind = new AtomicInteger();
    private volatile @Nullable String queriedWith;
    private HttpServer http;
    private final int port;

    TinyOrderlog() throws IOException {
        http = listen(0);
        port = http.getAddress().getPort();
    }

    URI url() {
        return URI.create("http://localhost:" + port);
    }

    synchronized List<Done> done() {
        return List.copyOf(done);
    }

    void fail(Fault... next) {
        faults.addAll(List.of(next));
    }

    void refuse(String pathEnding, int status, String problem) {
        refusal = new Refusal(pathEnding, status, problem);
    }

    /** So many queries find the views behind. */
    void viewsAreBehind(int queries) {
        behind.set(queries);
    }

    /** The consistency token of the last query. */
    @Nullable
    String queriedWith() {
        return queriedWith;
    }

    /** Goes away for good once so many commands were carried out. */
    void dieAfter(int commands) {
        dieAfter = commands;
    }

    /** On the same port, with what was done before. */
    void restart() throws IOException {
        dieAfter = Integer.MAX_VALUE;
        http = listen(port);
    }

    @Override
    public void close() {
        http.stop(0);
    }

    private HttpServer listen(int onPort) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress("localhost", onPort), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::handle);
        server.start();
        return server;
    }

    private void handle(HttpExchange exchange) throws IOException {
        if (exchange.getRequestMethod().equals("GET")) {
            queriedWith = exchange.getRequestHeaders().getFirst("Consistency-Token");
            answer(exchange, behind.getAndDecrement() > 0 ? 503 : 200, "{}");
            return;
        }
        String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
        String path = exchange.getRequestURI().getPath();
        Fault fault = faults.poll();
        if (fault == Fault.UNAVAILABLE) {
            answer(exchange, 503, "{\"title\": \"Too many commands in flight\"}");
            return;
        }
        if (fault == Fault.CUT_BEFORE_IT_IS_DONE) {
            exchange.close();
            return;
        }
        if (refusal != null && path.endsWith(refusal.pathEnding())) {
            answer(exchange, refusal.status(), refusal.problem());
            return;
        }
        String key = exchange.getRequestHeaders().getFirst("Idempotency-Key");
        boolean replayed = answers.containsKey(key);
        String answer = carryOut(path, key, body);
        if (answer == null || fault == Fault.CUT_AFTER_IT_IS_DONE) {
            exchange.close();
            return;
        }
        exchange.getResponseHeaders().set("Consistency-Token", "%d:%d".formatted(key.contains("/C") ? 1 : 0, key.length()));
        if (replayed) {
            exchange.getResponseHeaders().set("Idempotency-Replayed", "true");
        }
        answer(exchange, 200, answer);
    }

    private synchronized @Nullable String carryOut(String path, String key, String body) {
        if (done.size() >= dieAfter) {
            Thread.ofVirtual().start(() -> http.stop(0));
            return null;
        }
        return answers.computeIfAbsent(key, _ -> {
            done.add(new Done(path, key, body));
            String id = path.equals("/orders") ? UUID.nameUUIDFromBytes(key.getBytes(UTF_8)).toString() : orderId(path);
            long number = done.stream().filter(it -> it.path().equals(path)).count();
            return "{\"id\": \"%s\", \"version\": 1, \"number\": %d}".formatted(id, number);
        });
    }

    /** Of a path below an order. */
    static String orderId(String path) {
        return path.substring("/orders/".length()).replaceFirst("/.*", "");
    }

    private static void answer(HttpExchange exchange, int status, String body) {
        try (exchange) {
            byte[] bytes = body.getBytes(UTF_8);
            exchange.getResponseHeaders().set("Content-Type", status == 200 ? "application/json" : "application/problem+json");
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
