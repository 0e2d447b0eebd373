package io.orderlog.gateway;

import static java.net.http.HttpRequest.BodyPublishers.noBody;
import static java.net.http.HttpRequest.BodyPublishers.ofString;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;

/** The gateway between a real client and two real servers, over real sockets. */
@Timeout(30)
@ExtendWith(OutputCaptureExtension.class)
class GatewayTest {

    private static final HttpClient CLIENT = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private static TestSide command;
    private static TestSide query;
    private static ConfigurableApplicationContext gateway;
    private static URI address;

    @BeforeAll
    static void start() throws IOException {
        command = TestSide.named("command");
        query = TestSide.named("query");
        gateway = new SpringApplicationBuilder(GatewayApplication.class).properties("spring.config.name=gateway")
                .run("--server.port=0", "--management.server.port=", "--orderlog.gateway.command-url=" + command.url(),
                        "--orderlog.gateway.query-url=" + query.url(),
                        "--orderlog.gateway.read-timeout=1s", "--orderlog.gateway.connect-timeout=500ms");
        address = URI.create("http://127.0.0.1:" + gateway.getEnvironment().getRequiredProperty("local.server.port"));
    }

    @AfterAll
    static void stop() {
        gateway.close();
        command.close();
        query.close();
    }

    @AfterEach
    void behaveAgain() {
        for (var side : Map.of("command", command, "query", query).entrySet()) {
            side.getValue()
                    .behave(exchange -> TestSide.answer(exchange, 200,
                            side.getKey() + " " + exchange.getRequestMethod() + " " + exchange.getRequestURI()));
        }
    }

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
        assertThat(send(request(method, path)).body()).isEqualTo(answer);
    }

    @Test
    void aHeadRequestIsReadAndHasNoBody() throws Exception {
        query.behave(exchange -> {
            exchange.getResponseHeaders().set("ETag", "\"3\"");
            TestSide.answer(exchange, 200, "unseen");
        });
        var response = send(request("HEAD", "/orders/1"));

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("ETag")).hasValue("\"3\"");
        assertThat(response.body()).isEmpty();
    }

    @Test
    void headersThatAreTooLargeAreAProblem() throws Exception {
        var response = send(request("GET", "/orders?" + "x".repeat(100_000)));

        assertThat(response.statusCode()).isEqualTo(431);
        assertThat(response.headers().firstValue("Content-Type").orElseThrow()).startsWith("application/problem+json");
        assertThat(response.body()).contains("/problems/bad-request").doesNotContain("<");
    }

    @Test
    void whatTomcatItselfRefusesIsAProblemToo() throws Exception {
        var response = send(request("TRACE", "/orders"));

        assertThat(response.statusCode()).isEqualTo(405);
        assertThat(response.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(response.body()).contains("/problems/method-not-allowed");
    }

    @Test
    void anotherMethodIsAProblem() throws Exception {
        var response = send(request("OPTIONS", "/orders"));

        assertThat(response.statusCode()).isEqualTo(405);
        assertThat(response.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(response.headers().firstValue("Allow")).hasValue("GET, HEAD, POST, PUT, PATCH, DELETE");
        assertThat(response.body()).contains("/problems/method-not-allowed");
    }

    @Test
    void headersOfRequestAndAnswerPassThrough() throws Exception {
        Map<String, List<String>> received = new HashMap<>();
        command.behave(exchange -> {
            received.putAll(exchange.getRequestHeaders());
            exchange.getResponseHeaders().set("ETag", "\"1\"");
            exchange.getResponseHeaders().set("Consistency-Token", "4:17");
            exchange.getResponseHeaders().set("Location", command.url() + "/orders/9");
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            TestSide.answer(exchange, 201, "{}");
        });
        var response = CLIENT.send(HttpRequest.newBuilder(address.resolve("/orders"))
                .POST(ofString("{\"customerId\":\"17850\"}"))
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", "k-1")
                .header("If-Match", "\"1\"")
                .header("traceparent", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01")
                .build(), BodyHandlers.ofString());

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
        command.behave(exchange -> {
            received.putAll(exchange.getRequestHeaders());
            TestSide.answer(exchange, 200, "");
        });

        assertThat(say("DELETE /orders/1 HTTP/1.1\r\nHost: a\r\nConnection: close\r\nIdempotency-Key: k-1\r\nIdempotency-Key:\r\n\r\n"))
                .startsWith("HTTP/1.1 200");
        assertThat(received.get("Idempotency-key")).containsExactlyInAnyOrder("k-1", "");
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "PATCH", "DELETE"})
    void aBodySentAsAFormIsPassedOnAsItIs(String method) throws Exception {
        command.behave(exchange -> TestSide.answer(exchange, 200,
                exchange.getRequestURI() + " " + new String(exchange.getRequestBody().readAllBytes(), UTF_8)));
        var response = send(HttpRequest.newBuilder(address.resolve("/orders"))
                .method(method, ofString("{\"a\": 1}"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .build());

        assertThat(response.body()).isEqualTo("/orders {\"a\": 1}");
    }

    @Test
    void notModifiedAndErrorsOfASidePassThroughAsTheyAre() throws Exception {
        query.behave(exchange -> {
            exchange.getResponseHeaders().set("ETag", "\"1\"");
            TestSide.answer(exchange, 304, "");
        });
        var notModified = send(request("GET", "/orders/1"));
        assertThat(notModified.statusCode()).isEqualTo(304);
        assertThat(notModified.headers().firstValue("ETag")).hasValue("\"1\"");

        query.behave(exchange -> {
            exchange.getResponseHeaders().set("Content-Type", "application/problem+json");
            TestSide.answer(exchange, 404, "{\"title\":\"none\"}");
        });
        var notFound = send(request("GET", "/orders/1"));
        assertThat(notFound.statusCode()).isEqualTo(404);
        assertThat(notFound.body()).isEqualTo("{\"title\":\"none\"}");
    }

    @Test
    void anEntityTagThatASideDoesNotCompareIsNotComparedHereEither() throws Exception {
        query.behave(exchange -> {
            exchange.getResponseHeaders().set("ETag", "\"1\"");
            TestSide.answer(exchange, 200, "whole");
        });
        var response = CLIENT.send(HttpRequest.newBuilder(address.resolve("/orders/1")).header("If-None-Match", "\"1\"").build(),
                BodyHandlers.ofString());

        assertThat(response.body()).isEqualTo("whole");
    }

    @Test
    void aSideThatIsDownIsAProblemThatNamesItAndIsOverWhenTheSideIsBack() throws Exception {
        send(request("POST", "/orders"));
        command.goAway();
        try {
            // A connection kept from before may take one more request before its end is noticed: that one's outcome is unknown.
            Awaitility.await().untilAsserted(() -> {
                var response = send(request("POST", "/orders"));

                assertThat(response.statusCode()).isEqualTo(503);
                assertThat(response.headers().firstValue("Retry-After")).hasValue("1");
                assertThat(response.headers().firstValue("Content-Type")).hasValue("application/problem+json");
                assertThat(response.body()).contains("/problems/side-unavailable").contains("command side");
            });
            assertThat(send(request("GET", "/orders")).statusCode()).isEqualTo(200);
        } finally {
            command.comeBack();
        }
        assertThat(send(request("POST", "/orders")).body()).isEqualTo("command POST /orders");
    }

    @Test
    void aSideThatHangsLeavesTheOutcomeOfAWriteUnknownButNotOfARead() throws Exception {
        var end = new CountDownLatch(1);
        command.behave(_ -> await(end));
        query.behave(_ -> await(end));

        var write = send(request("POST", "/orders"));
        assertThat(write.statusCode()).isEqualTo(503);
        assertThat(write.headers().firstValue("Retry-After")).hasValue("1");
        assertThat(write.body()).contains("/problems/outcome-unknown").contains("same Idempotency-Key");
        var read = send(request("GET", "/orders"));
        assertThat(read.statusCode()).isEqualTo(503);
        assertThat(read.body()).contains("/problems/side-unavailable").contains("query side");
        end.countDown();
    }

    @Test
    void aWriteWhoseConnectionBreaksIsSentOnceAndItsOutcomeIsUnknown() throws Exception {
        int[] received = new int[1];
        command.behave(exchange -> {
            received[0]++;
            exchange.getRequestBody().readAllBytes();
            exchange.close();
        });
        var response = send(request("DELETE", "/orders/1"));

        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(response.body()).contains("/problems/outcome-unknown");
        assertThat(received[0]).isEqualTo(1);
    }

    @Test
    void aSmallAnswerThatBreaksOffBecomesAProblem() throws Exception {
        query.behave(exchange -> {
            exchange.sendResponseHeaders(200, 100);
            exchange.getResponseBody().write("only this".getBytes(UTF_8));
            exchange.getResponseBody().flush();
            throw new IOException("cut");
        });
        var response = send(request("GET", "/orders"));

        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(response.body()).contains("side-unavailable");
    }

    @Test
    void aLargeAnswerThatBreaksOffIsSeenToBeBroken() {
        query.behave(exchange -> {
            exchange.sendResponseHeaders(200, 1_000_000);
            exchange.getResponseBody().write(TestSide.line(200_000).getBytes(UTF_8));
            exchange.getResponseBody().flush();
            throw new IOException("cut");
        });

        assertThatThrownBy(() -> send(request("GET", "/orders"))).isInstanceOf(IOException.class);
    }

    @Test
    void anEventReachesTheClientWhenItHappensAndTheSideLearnsThatTheClientIsGone() throws Exception {
        var gone = new CompletableFuture<Void>();
        query.behave(exchange -> {
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
        var response = CLIENT.send(request("GET", "/events"), BodyHandlers.ofInputStream());
        try (var events = response.body()) {
            assertThat(new String(events.readNBytes(12), UTF_8)).isEqualTo("data: beat\n\n");
        }

        Awaitility.await().until(gone::isDone);
    }

    @Test
    void whoeverPrefersToWaitMayWaitLongerThanASideMayOtherwiseBeSilent() throws Exception {
        query.behave(exchange -> {
            pause(Duration.ofMillis(1_500));
            TestSide.answer(exchange, 200, "changed");
        });
        var request = HttpRequest.newBuilder(address.resolve("/orders/1")).header("Prefer", "wait=5").build();

        assertThat(CLIENT.send(request, BodyHandlers.ofString()).body()).isEqualTo("changed");
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
        assertThat(send(request("GET", "/swagger-ui.html")).body()).contains("/swagger-ui-start.js");
        assertThat(send(request("GET", "/swagger-ui-start.js")).body()).contains("/openapi/command").contains("/openapi/query");
        assertThat(send(request("GET", "/swagger-ui/swagger-ui/swagger-ui-bundle.js")).statusCode()).isEqualTo(200);
        assertThat(send(request("GET", "/actuator/health")).body()).contains("UP");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            POST /orders%2Fx HTTP/1.1                 | Host: a                        | 400 | bad-request
            POST /orders?x=[] HTTP/1.1                | Host: a                        | 400 | bad-request
            POST /orders?x=%zz HTTP/1.1               | Host: a                        | 400 | bad-request
            GET /orders?% HTTP/1.1                    | Host: a                        | 400 | bad-request
            POST /orders HTTP/1.1                     | No-Host: a                     | 400 | bad-request
            POST /orders HTTP/1.1                     | Content-Length: -1             | 400 | bad-request
            POST /orders HTTP/1.1                     | Transfer-Encoding: gzip        | 400 | bad-request
            POST /orders HTTP/9.9                     | Host: a                        | 400 | bad-request
            CONNECT a:1 HTTP/1.1                      | Host: a                        | 400 | bad-request
            POST //orders HTTP/1.1                    | Host: a                        | 400 | bad-request
            POST /orders;a=b HTTP/1.1                 | Host: a                        | 400 | bad-request
            POST /%6frders HTTP/1.1                   | Host: a                        | 400 | bad-request
            nonsense                                  | Host: a                        | 400 | bad-request
            GET /swagger-ui/none.js HTTP/1.1          | Host: a                        | 404 | not-found
            POST /error HTTP/1.1                      | Host: a                        | 404 | not-found
            """)
    void whatIsRefusedBeforeItReachesASideIsAProblemTooAndNoFaultOfOurs(String requestLine, String header, int status, String type,
            CapturedOutput log) throws Exception {
        assertRefused(say(requestLine + "\r\n" + header + "\r\nConnection: close\r\n\r\n"), status, type);
        assertThat(log).doesNotContain("ERROR");
    }

    @Test
    void aBodyThatIsMalformedOrEndsTooEarlyIsTheClientsFault() throws Exception {
        command.behave(exchange -> TestSide.answer(exchange, 200, "" + exchange.getRequestBody().readAllBytes().length));
        String head = "POST /orders HTTP/1.1\r\nHost: a\r\nConnection: close\r\n";

        assertRefused(say(head + "Transfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n"), 400, "bad-request");
        assertRefused(say(head + "Content-Length: 500\r\n\r\n{"), 400, "bad-request");
    }

    @Test
    void moreThanFitsIntoARequestsHeadIsRefused() throws Exception {
        String head = "GET /orders HTTP/1.1\r\nHost: a\r\nConnection: close\r\n";

        assertRefused(say(head + "X: " + "x".repeat(9_000) + "\r\n\r\n"), 431, "bad-request");
        assertRefused(say(head + "X: x\r\n".repeat(79) + "\r\n"), 431, "bad-request");
        assertThat(say(head + "X: x\r\n".repeat(78) + "\r\n")).startsWith("HTTP/1.1 200");
    }

    private static void assertRefused(String answer, int status, String type) {
        assertThat(answer).startsWith("HTTP/1.1 " + status)
                .contains("\r\nContent-Type: application/problem+json\r\n", "\"type\":\"/problems/" + type + "\"", "\"status\":" + status)
                .doesNotContain("<html", "Exception");
    }

    /** Sends what no HTTP client would. */
    private static String say(String words) throws IOException {
        try (var socket = new Socket(address.getHost(), address.getPort())) {
            socket.getOutputStream().write(words.getBytes(UTF_8));
            socket.shutdownOutput();
            return new String(socket.getInputStream().readAllBytes(), UTF_8);
        }
    }

    private static HttpRequest request(String method, String path) {
        return HttpRequest.newBuilder(URI.create(address + path)).method(method, noBody()).build();
    }

    private static HttpResponse<String> send(HttpRequest request) throws Exception {
        return CLIENT.send(request, BodyHandlers.ofString());
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
