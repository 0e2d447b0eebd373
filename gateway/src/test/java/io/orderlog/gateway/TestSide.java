package io.orderlog.gateway;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** One side of the house: a small real server that a test gives its behaviour. */
final class TestSide implements AutoCloseable {

    /** Room for hundreds of connections at once: one that finds none is tried again only after as long as the gateway waits for it. */
    private static final int BACKLOG = 1024;

    private HttpServer server;
    private volatile HttpHandler behaviour;

    private final @Nullable SSLContext tls;

    private TestSide(HttpHandler behaviour, @Nullable SSLContext tls) throws IOException {
        this.behaviour = behaviour;
        this.tls = tls;
        this.server = listen(0);
    }

    /** Answers every request with the side's name, the method and the path. */
    static TestSide named(String name) throws IOException {
        return overTls(name, null);
    }

    /** The same over TLS, unless it is {@code null}. */
    static TestSide overTls(String name, @Nullable SSLContext tls) throws IOException {
        return new TestSide(exchange -> answer(exchange, 200, name + " " + exchange.getRequestMethod() + " " + exchange.getRequestURI()),
                tls);
    }

    static void answer(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        boolean head = exchange.getRequestMethod().equals("HEAD");
        exchange.sendResponseHeaders(status, head || bytes.length == 0 ? -1 : bytes.length);
        if (!head) {
            exchange.getResponseBody().write(bytes);
            exchange.getResponseBody().flush();
        }
        exchange.close();
    }

    void behave(HttpHandler next) {
        behaviour = next;
    }

    URI url() {
        return URI.create((tls == null ? "http://127.0.0.1:" : "https://localhost:") + server.getAddress().getPort());
    }

    void goAway() {
        server.stop(0);
    }

    void comeBack() throws IOException {
        server = listen(server.getAddress().getPort());
    }

    @Override
    public void close() {
        goAway();
    }

    private HttpServer listen(int port) throws IOException {
        var address = new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port);
        HttpServer listening = tls == null ? HttpServer.create(address, BACKLOG) : overTls(address, tls);
        listening.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        listening.createContext("/", exchange -> behaviour.handle(exchange));
        listening.start();
        return listening;
    }

    private static HttpServer overTls(InetSocketAddress address, SSLContext tls) throws IOException {
        HttpsServer listening = HttpsServer.create(address, BACKLOG);
        listening.setHttpsConfigurator(new HttpsConfigurator(tls));
        return listening;
    }

    /** A line of this many bytes. */
    static String line(int length) {
        char[] line = new char[length];
        Arrays.fill(line, 'x');
        line[length - 1] = '\n';
        return new String(line);
    }
}
