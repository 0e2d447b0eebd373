package io.orderlog.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** Two instances of each side, that come and go. */
@Timeout(60)
class InstancesTest {

    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private TestSide first;
    private TestSide second;
    private ConfigurableApplicationContext gateway;
    private URI address;

    @BeforeEach
    void start() throws IOException {
        first = TestSide.named("first");
        second = TestSide.named("second");
        String both = first.url() + "," + second.url();
        gateway = new SpringApplicationBuilder(GatewayApplication.class).properties("spring.config.name=gateway")
                .run("--server.port=0", "--management.server.port=", "--orderlog.gateway.command-url=" + both,
                        "--orderlog.gateway.query-url=" + both, "--orderlog.gateway.read-timeout=2s");
        address = URI.create("http://127.0.0.1:" + gateway.getEnvironment().getRequiredProperty("local.server.port"));
    }

    @AfterEach
    void stop() {
        gateway.close();
        client.close();
        first.close();
        second.close();
    }

    @Test
    void instancesTakeTurns() throws Exception {
        assertThat(whoAnswers(10)).containsExactlyInAnyOrder("first", "second");
    }

    @Test
    void noRequestFailsWhenAnInstanceGoesAndItHasItsTurnAgainWhenItIsBack() throws Exception {
        whoAnswers(4);
        first.goAway();
        assertThat(whoAnswers(20)).containsExactly("second");

        first.comeBack();
        await().untilAsserted(() -> assertThat(whoAnswers(4)).contains("first"));
    }

    @Test
    void anInstanceThatIsNotReadyIsLeftOut() throws Exception {
        first.behave(exchange -> TestSide.answer(exchange, exchange.getRequestURI().getPath().equals("/readyz") ? 503 : 200, "first"));
        await().untilAsserted(() -> assertThat(whoAnswers(4)).containsExactly("second"));
    }

    @Test
    void whenNoneIsReadyTheyAreAskedNevertheless() throws Exception {
        for (TestSide each : Set.of(first, second)) {
            each.behave(exchange -> TestSide.answer(exchange, exchange.getRequestURI().getPath().equals("/readyz") ? 503 : 200, "asked"));
        }
        await().untilAsserted(() -> assertThat(whoAnswers(2)).containsExactly("asked"));
    }

    @Test
    void aReadThatBreaksOffIsAskedOfTheOtherInstance() throws Exception {
        first.behave(exchange -> {
            if (exchange.getRequestURI().getPath().equals("/readyz")) {
                TestSide.answer(exchange, 200, "");
            } else {
                exchange.close();
            }
        });
        for (int i = 0; i < 10; i++) {
            assertThat(send("GET", "").body()).startsWith("second");
        }
    }

    /** It may have been done: only the client can say whether it may be repeated, with its key. */
    @Test
    void aWriteThatBreaksOffIsNotSentTwice() throws Exception {
        second.behave(exchange -> TestSide.answer(exchange, 200, new String(exchange.getRequestBody().readAllBytes(), UTF_8)));
        first.behave(exchange -> {
            if (exchange.getRequestURI().getPath().equals("/readyz")) {
                TestSide.answer(exchange, 200, "");
            } else {
                exchange.close();
            }
        });
        Set<Integer> statuses = new HashSet<>();
        for (int i = 0; i < 10; i++) {
            HttpResponse<String> response = send("POST", "body");
            statuses.add(response.statusCode());
            assertThat(response.body()).containsAnyOf("body", "outcome-unknown");
        }
        assertThat(statuses).containsExactlyInAnyOrder(200, 503);
    }

    @Test
    void whenAllAreGoneTheSideIsUnavailable() throws Exception {
        first.goAway();
        second.goAway();

        HttpResponse<String> response = send("POST", "body");
        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(response.body()).contains("side-unavailable");
    }

    private Set<String> whoAnswers(int requests) throws Exception {
        Set<String> names = new HashSet<>();
        for (int i = 0; i < requests; i++) {
            HttpResponse<String> response = send(i % 2 == 0 ? "GET" : "POST", "body");
            assertThat(response.statusCode()).isEqualTo(200);
            names.add(response.body().split(" ")[0]);
        }
        return names;
    }

    private HttpResponse<String> send(String method, String body) throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(address.resolve("/orders"))
                .method(method, body.isEmpty() || method.equals("GET") ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                .build(), BodyHandlers.ofString());
    }
}
