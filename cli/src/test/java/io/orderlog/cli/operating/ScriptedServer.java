package io.orderlog.cli.operating;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.orderlog.cli.OrderlogCli;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

/** A real HTTP server that answers what it was told to, and what a command that is pointed at it prints. */
public final class ScriptedServer implements AutoCloseable {

    private final HttpServer http = HttpServer.create(new InetSocketAddress("localhost", 0), 0);
    private final Map<String, Deque<Answer>> answers = new ConcurrentHashMap<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private record Answer(int status, String body) {}

    public ScriptedServer() throws IOException {
        http.createContext("/", this::handle);
        http.start();
    }

    /** One answer after the other; the last one again and again. */
    public ScriptedServer answer(String request, int status, String... bodies) {
        answers.put(request, new ArrayDeque<>(Stream.of(bodies).map(body -> new Answer(status, body)).toList()));
        return this;
    }

    /** Method, path with its query, and body if there was one. */
    public List<String> requests() {
        return requests;
    }

    /** @return the exit code */
    public int run(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--url", "http://localhost:" + http.getAddress().getPort()));
        return OrderlogCli.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(all.toArray(String[]::new));
    }

    public String out() {
        return out.toString();
    }

    public String err() {
        return err.toString();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String request = exchange.getRequestMethod() + " " + exchange.getRequestURI();
            String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
            requests.add(body.isEmpty() ? request : request + " " + body);
            Deque<Answer> script = answers.getOrDefault(request, new ArrayDeque<>(List.of(new Answer(404, "{\"detail\": \"Not here.\"}"))));
            Answer answer = script.size() > 1 ? script.removeFirst() : script.getFirst();
            byte[] bytes = answer.body().getBytes(UTF_8);
            exchange.sendResponseHeaders(answer.status(), bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    @Override
    public void close() {
        http.stop(0);
    }
}
