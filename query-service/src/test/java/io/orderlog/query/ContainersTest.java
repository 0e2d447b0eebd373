package io.orderlog.query;

import static io.orderlog.query.TestOrders.placed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orderlog.access.testing.TestTokens;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;
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
import org.testcontainers.postgresql.PostgreSQLContainer;

/** The service as Boot connects it to the images that people run; skipped where there is no Docker engine. */
@Testcontainers(disabledWithoutDocker = true)
@SpringBootTest(classes = QueryServiceApplication.class, webEnvironment = WebEnvironment.RANDOM_PORT, properties = {
        "spring.config.name=query-service", "management.server.port="})
@DirtiesContext
class ContainersTest {

    private static final Duration PATIENCE = Duration.ofMinutes(5);

    @Container
    @ServiceConnection
    static final KafkaContainer KAFKA = new KafkaContainer("apache/kafka:4.2.1").withStartupTimeout(PATIENCE);

    @Container
    static final PostgreSQLContainer POSTGRES = new PostgreSQLContainer("postgres:18").withStartupTimeout(PATIENCE);

    @LocalServerPort
    private int port;

    /** The service makes its pools itself, from the address and not from what Boot connects. */
    @DynamicPropertySource
    static void settings(DynamicPropertyRegistry settings) {
        settings.add("spring.datasource.url", POSTGRES::getJdbcUrl);
        settings.add("spring.datasource.username", POSTGRES::getUsername);
        settings.add("spring.datasource.password", POSTGRES::getPassword);
        TestTokens.settings().forEach(setting -> {
            String[] pair = setting.substring("--".length()).split("=", 2);
            settings.add(pair[0], () -> pair[1]);
        });
    }

    @Test
    void anEventInTheLogIsShownAsAnOrder() throws Exception {
        UUID order = TestOrders.id();
        try (var log = new TestLog(KAFKA.getBootstrapServers(), "orders.events"); var client = HttpClient.newHttpClient()) {
            log.createTopic();
            log.append(order, placed());
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(get(client, "/orders/" + order).statusCode()).isEqualTo(200));
            assertThat(get(client, "/orders/" + order).body()).contains(order.toString());
        }
    }

    private HttpResponse<String> get(HttpClient client, String path) throws Exception {
        var request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                .header(TestTokens.HEADER, TestTokens.everything());
        return client.send(request.build(), BodyHandlers.ofString());
    }
}
