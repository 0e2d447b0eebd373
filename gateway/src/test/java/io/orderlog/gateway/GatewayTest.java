package io.orderlog.gateway;

import static java.net.http.HttpRequest.BodyPublishers.ofString;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** The gateway between a real client and two real servers, over real sockets. */
@Timeout(30)
@ExtendWith(OutputCaptureExtension.class)
class GatewayTest {

    @RegisterExtension
    static final TestGateway gateway = new TestGateway();

    @ParameterizedTest
    @CsvSource({"POST, /orders, command POST /orders", "PUT, /orders/1, command PUT /orders/1", "PATCH, /orders/1, command PATCH /orders/1",
            "DELETE, /orders/1, command DELETE /orders/1",
            "GET, /orders?sku=85123A&sku=x%2By%20z, query GET /orders?sku=85123A&sku=x%2By%20z",
            "GET, /orders/caf%C3%A9, query GET /orders/caf%C3%A9", "GET, /rebuilds, query GET /rebuilds",
            "POST, /rebuilds, query POST /rebuilds", "POST, /audit/verifications, query POST /audit/verifications",
            "GET, /audit/events, query GET /audit/events", "POST, /parked/1:2/skip, query POST /parked/1:2/skip",
            "DELETE, /rebuilds/7, query DELETE /rebuilds/7",
            "GET, /openapi/command, command GET /v3/api-docs", "GET, /openapi/query, query GET /v3/api-docs", "GET, /, query GET /"})
    void theMethodDecidesTheSideButForOperatorsPathsAndDescriptions(String method, String path, String answer) throws Exception {
        assertThat(gateway.send(method, path).body()).isEqualTo(answer);
    }

    @Test
    void aHeadRequestIsReadAndHasNoBody() throws Exception {
        gateway.query().behave(exchange -> {
            exchange.getResponseHeaders().set("ETag", "\"3\"");
            TestSide.answer(exchange, 200, "unseen");
        });
        var response = gateway.send("HEAD", "/orders/1");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("ETag")).hasValue("\"3\"");
        assertThat(response.body()).isEmpty();
    }

    @Test
    void headersOfRequestAndAnswerPassThrough() throws Exception {
        Map<String, List<String>> received = new HashMap<>();
        gateway.command().behave(exchange -> {
            received.putAll(exchange.getRequestHeaders());
            exchange.getResponseHeaders().set("ETag", "\"1\"");
            exchange.getResponseHeaders().set("Consistency-Token", "4:17");
            exchange.getResponseHeaders().set("Location", gateway.command().url() + "/orders/9");
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            TestSide.answer(exchange, 201, "{}");
        });
        var response = gateway.send(gateway.request("/orders")
                .POST(ofString("{\"customerId\":\"17850\"}"))
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", "k-1")
                .header("If-Match", "\"1\"")
                .header("traceparent", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01")
                .build());

        assertThat(received).containsEntry("Idempotency-key", List.of("k-1"))
                .containsEntry("If-match", List.of("\"1\""))
                .containsEntry("Content-type", List.of("application/json"))
                .containsEntry("Content-length", List.of("22"))
                .doesNotContainKeys("Accept-encoding", "Cookie");
        // The client's trace, in which the gateway is a step of its own.
        assertThat(received.get("Traceparent")).singleElement(as(InstanceOfAssertFactories.STRING))
                .startsWith("00-4bf92f3577b34da6a3ce929d0e0e4736-")
                .doesNotContain("00f067aa0ba902b7")
                .endsWith("-01");
        assertThat(response.statusCode()).isEqualTo(201);
        assertThat(response.headers().firstValue("ETag")).hasValue("\"1\"");
        assertThat(response.headers().firstValue("Consistency-Token")).hasValue("4:17");
        assertThat(response.headers().firstValue("Location")).hasValue("/orders/9");
        assertThat(response.headers().allValues("Content-Type")).containsExactly("application/json");
    }

    @Test
    void aHeaderThatIsGivenTwiceIsPassedOnTwiceAlsoIfItIsEmptyOnce() throws Exception {
        Map<String, List<String>> received = new HashMap<>();
        gateway.command().behave(exchange -> {
            received.putAll(exchange.getRequestHeaders());
            TestSide.answer(exchange, 200, "");
        });

        assertThat(gateway
                .say("DELETE /orders/1 HTTP/1.1\r\nHost: a\r\nConnection: close\r\nIdempotency-Key: k-1\r\nIdempotency-Key:\r\n\r\n"))
                .startsWith("HTTP/1.1 200");
        assertThat(received.get("Idempotency-key")).containsExactlyInAnyOrder("k-1", "");
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "PATCH", "DELETE"})
    void aBodySentAsAFormIsPassedOnAsItIs(String method) throws Exception {
        gateway.command()
                .behave(exchange -> TestSide.answer(exchange, 200,
                        exchange.getRequestURI() + " " + new String(exchange.getRequestBody().readAllBytes(), UTF_8)));
        var response = gateway.send(gateway.request("/orders")
                .method(method, ofString("{\"a\": 1}"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .build());

        assertThat(response.body()).isEqualTo("/orders {\"a\": 1}");
    }

    @Test
    void notModifiedAndErrorsOfASidePassThroughAsTheyAre() throws Exception {
        gateway.query().behave(exchange -> {
            exchange.getResponseHeaders().set("ETag", "\"1\"");
            TestSide.answer(exchange, 304, "");
        });
        var notModified = gateway.send("GET", "/orders/1");
        assertThat(notModified.statusCode()).isEqualTo(304);
        assertThat(notModified.headers().firstValue("ETag")).hasValue("\"1\"");

        gateway.query().behave(exchange -> {
            exchange.getResponseHeaders().set("Content-Type", "application/problem+json");
            TestSide.answer(exchange, 404, "{\"title\":\"none\"}");
        });
        var notFound = gateway.send("GET", "/orders/1");
        assertThat(notFound.statusCode()).isEqualTo(404);
        assertThat(notFound.body()).isEqualTo("{\"title\":\"none\"}");
    }

    @Test
    void anEntityTagThatASideDoesNotCompareIsNotComparedHereEither() throws Exception {
        gateway.query().behave(exchange -> {
            exchange.getResponseHeaders().set("ETag", "\"1\"");
            TestSide.answer(exchange, 200, "whole");
        });
        var response = gateway.send(gateway.request("/orders/1").header("If-None-Match", "\"1\"").build());

        assertThat(response.body()).isEqualTo("whole");
    }

    @Test
    void anEventReachesTheClientWhenItHappensAndTheSideLearnsThatTheClientIsGone() throws Exception {
        var gone = new CompletableFuture<Void>();
        gateway.query().behave(exchange -> {
            exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
            exchange.sendResponseHeaders(200, 0);
            try (var out = exchange.getResponseBody()) {
                while (true) {
                    out.write("data: beat\n\n".getBytes(UTF_8));
                    out.flush();
                    TimeUnit.MILLISECONDS.sleep(50);
                }
            } catch (IOException | InterruptedException _) {
                gone.complete(null);
            }
        });
        var response = TestGateway.CLIENT.send(gateway.request("GET", "/events"), BodyHandlers.ofInputStream());
        try (var events = response.body()) {
            assertThat(new String(events.readNBytes(12), UTF_8)).isEqualTo("data: beat\n\n");
        }

        Awaitility.await().until(gone::isDone);
    }

    @Test
    void whoeverPrefersToWaitMayWaitLongerThanASideMayOtherwiseBeSilent() throws Exception {
        gateway.query().behave(exchange -> {
            pause(Duration.ofMillis(1_500));
            TestSide.answer(exchange, 200, "changed");
        });
        var request = gateway.request("/orders/1").header("Prefer", "wait=5").build();

        assertThat(gateway.send(request).body()).isEqualTo("changed");
    }

    private static void pause(Duration time) throws InterruptedIOException {
        try {
            TimeUnit.NANOSECONDS.sleep(time.toNanos());
        } catch (InterruptedException _) {
            throw new InterruptedIOException();
        }
    }

    @Test
    void thePageThatShowsBothInterfacesIsServedHere() throws Exception {
        assertThat(gateway.send("GET", "/swagger-ui.html").body()).contains("/swagger-ui-start.js");
        assertThat(gateway.send("GET", "/swagger-ui-start.js").body()).contains("/openapi/command").contains("/openapi/query");
        assertThat(gateway.send("GET", "/swagger-ui/swagger-ui/swagger-ui-bundle.js").statusCode()).isEqualTo(200);
        assertThat(gateway.send("GET", "/actuator/health").body()).contains("UP");
    }
}
