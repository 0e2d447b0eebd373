package io.orderlog.command.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orderlog.access.testing.TestTokens;
import io.orderlog.command.CommandServiceApplication;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.boot.testcontainers.service.connection.ServiceConnection;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.testcontainers.junit.jupiter.Container;
import org.testcontainers.junit.jupiter.Testcontainers;
import org.testcontainers.kafka.KafkaContainer;

/** The service as Boot connects it to the image that people run; skipped where there is no Docker engine. */
@Testcontainers(disabledWithoutDocker = true)
@SpringBootTest(classes = CommandServiceApplication.class, webEnvironment = WebEnvironment.RANDOM_PORT, properties = {
        "spring.config.name=command-service", "management.server.port="})
@DirtiesContext
class ContainersTest {

    private static final Duration PATIENCE = Duration.ofMinutes(5);

    @Container
    @ServiceConnection
    static final KafkaContainer KAFKA = new KafkaContainer("apache/kafka:4.2.1").withStartupTimeout(PATIENCE);

    @TempDir
    static Path states;

    @LocalServerPort
    private int port;

    @DynamicPropertySource
    static void settings(DynamicPropertyRegistry settings) {
        settings.add("orderlog.log.states-directory", () -> states);
        TestTokens.settings().forEach(setting -> {
            String[] pair = setting.substring("--".length()).split("=", 2);
            settings.add(pair[0], () -> pair[1]);
        });
    }

    @Test
    void anOrderThatIsPlacedIsAnEventInTheLog() throws Exception {
        try (var client = HttpClient.newHttpClient()) {
            await().atMost(PATIENCE).until(() -> send(client, HttpRequest.newBuilder(at("/readyz"))).statusCode() == 200);
            var placed = send(client, HttpRequest.newBuilder(at("/orders"))
                    .header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofString("""
                            {"customerId": "17850", "currency": "GBP",
                             "lines": [{"sku": "85123A", "description": "WHITE HANGING HEART", "quantity": 6, "unitPrice": 255}]}""")));
            assertThat(placed.statusCode()).isEqualTo(201);
            assertThat(RunningService.json(placed).path("version").asLong()).isEqualTo(1);
        }
    }

    private URI at(String path) {
        return URI.create("http://localhost:" + port + path);
    }

    private static HttpResponse<String> send(HttpClient client, HttpRequest.Builder request) throws Exception {
        return client.send(request.header(TestTokens.HEADER, TestTokens.everything()).build(), BodyHandlers.ofString());
    }
}
