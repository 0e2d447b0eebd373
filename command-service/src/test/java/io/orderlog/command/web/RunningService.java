package io.orderlog.command.web;

import io.orderlog.access.testing.TestTokens;
import io.orderlog.command.CommandServiceApplication;
import io.orderlog.embedded.testing.TestKafka;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.awaitility.Awaitility;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.util.FileSystemUtils;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The command side on a free port with a broker of its own, and a client that says exactly what it is told to and may do everything. */
final class RunningService implements AutoCloseable {

    private static final JsonMapper JSON = new JsonMapper();

    private final TestKafka kafka = TestKafka.start();
    private final Path states = createStates();
    private final ServletWebServerApplicationContext context;
    private final int port;
    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    RunningService(String... settings) {
        List<String> arguments = new ArrayList<>(List.of(
                "--spring.config.name=command-service",
                "--server.port=0",
                "--management.server.port=",
                "--spring.kafka.bootstrap-servers=" + kafka.bootstrapServers(),
                "--orderlog.log.states-directory=" + states));
        arguments.addAll(TestTokens.settings());
        for (String setting : settings) {
            arguments.add("--" + setting);
        }
        this.context = (ServletWebServerApplicationContext) new SpringApplicationBuilder(CommandServiceApplication.class)
                .run(arguments.toArray(String[]::new));
        this.port = Objects.requireNonNull(context.getWebServer()).getPort();
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> get("/readyz").statusCode() == 200);
    }

    private static Path createStates() {
        try {
            return Files.createTempDirectory("orderlog-states-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String kafka() {
        return kafka.bootstrapServers();
    }

    void stopKafka() {
        kafka.stop();
    }

    void startKafkaAgain() {
        kafka.startAgain();
    }

    /** Ends the service as SIGTERM does, and leaves Kafka running. */
    void shutDown() {
        context.close();
    }

    <T> T part(Class<T> type) {
        return context.getBean(type);
    }

    int port() {
        return port;
    }

    HttpResponse<String> get(String path) {
        return send("GET", path, BodyPublishers.noBody());
    }

    HttpResponse<String> post(String path, String body, String... headers) {
        return sendJson("POST", path, body, headers);
    }

    HttpResponse<String> sendJson(String method, String path, String body, String... headers) {
        String[] all = Arrays.copyOf(headers, headers.length + 2);
        all[headers.length] = "Content-Type";
        all[headers.length + 1] = "application/json";
        return send(method, path, BodyPublishers.ofString(body), all);
    }

    HttpResponse<String> send(String method, String path, BodyPublisher body, String... headers) {
        try {
            HttpRequest.Builder request =
                    HttpRequest.newBuilder(URI.create("http://localhost:" + port() + path)).method(method, body);
            if (headers.length > 0) {
                request.headers(headers);
            }
            if (!List.of(headers).contains(TestTokens.HEADER)) {
                request.header(TestTokens.HEADER, TestTokens.everything());
            }
            return client.send(request.timeout(Duration.ofSeconds(60)).build(), BodyHandlers.ofString());
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    static JsonNode json(HttpResponse<String> response) {
        return json(response.body());
    }

    static JsonNode json(String text) {
        return JSON.readTree(text);
    }

    @Override
    public void close() {
        context.close();
        client.close();
        kafka.close();
        try {
            FileSystemUtils.deleteRecursively(states);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
