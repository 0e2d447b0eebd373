package io.orderlog.gateway;

import static java.net.http.HttpRequest.BodyPublishers.noBody;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** The gateway in front of two small real servers, which answer every request with their name, its method and its path, and a client of it. */
@SuppressWarnings("NullAway.Init")
final class TestGateway implements BeforeAllCallback, AfterEachCallback, AfterAllCallback {

    static final HttpClient CLIENT = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private TestSide command;
    private TestSide query;
    private ConfigurableApplicationContext context;
    private URI address;

    @Override
    public void beforeAll(ExtensionContext test) throws IOException {
        command = TestSide.named("command");
        query = TestSide.named("query");
        context = new SpringApplicationBuilder(GatewayApplication.class).properties("spring.config.name=gateway")
                .run("--server.port=0", "--management.server.port=", "--orderlog.gateway.command-url=" + command.url(),
                        "--orderlog.gateway.query-url=" + query.url(),
                        "--orderlog.gateway.read-timeout=1s", "--orderlog.gateway.connect-timeout=500ms");
        address = URI.create("http://127.0.0.1:" + context.getEnvironment().getRequiredProperty("local.server.port"));
    }

    TestSide command() {
        return command;
    }

    TestSide query() {
        return query;
    }

    /** Whatever a test made the sides do. */
    @Override
    public void afterEach(ExtensionContext test) {
        for (var side : Map.of("command", command, "query", query).entrySet()) {
            side.getValue()
                    .behave(exchange -> TestSide.answer(exchange, 200,
                            side.getKey() + " " + exchange.getRequestMethod() + " " + exchange.getRequestURI()));
        }
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(address + path));
    }

    HttpRequest request(String method, String path) {
        return request(path).method(method, noBody()).build();
    }

    HttpResponse<String> send(String method, String path) throws IOException, InterruptedException {
        return send(request(method, path));
    }

    HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
        return CLIENT.send(request, BodyHandlers.ofString());
    }

    /** Sends what no HTTP client would. */
    String say(String words) throws IOException {
        try (var socket = new Socket(address.getHost(), address.getPort())) {
            socket.getOutputStream().write(words.getBytes(UTF_8));
            socket.shutdownOutput();
            return new String(socket.getInputStream().readAllBytes(), UTF_8);
        }
    }

    @Override
    public void afterAll(ExtensionContext test) {
        context.close();
        command.close();
        query.close();
    }
}
