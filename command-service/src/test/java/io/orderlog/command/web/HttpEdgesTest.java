package io.orderlog.command.web;

import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.orderlog.access.testing.TestTokens;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Requests that no HTTP client would make. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HttpEdgesTest {

    @SuppressWarnings("NullAway.Init")
    private RunningService service;

    @BeforeAll
    void start() {
        service = new RunningService("server.tomcat.connection-timeout=1s");
    }

    @AfterAll
    void stop() {
        service.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            POST //orders HTTP/1.1             | Host: a                   | 400 | bad-request
            POST /orders;a=b HTTP/1.1          | Host: a                   | 400 | bad-request
            POST /%6frders HTTP/1.1            | Host: a                   | 400 | bad-request
            POST /./orders HTTP/1.1            | Host: a                   | 400 | bad-request
            POST /x/../orders HTTP/1.1         | Host: a                   | 400 | bad-request
            POST /orders%2Fx HTTP/1.1          | Host: a                   | 400 | bad-request
            POST /orders HTTP/1.1              | No-Host: a                | 400 | bad-request
            POST /orders HTTP/1.1              | Content-Length: -1        | 400 | bad-request
            POST /orders HTTP/1.1              | Transfer-Encoding: gzip   | 400 | bad-request
            POST /orders HTTP/9.9              | Host: a                   | 400 | bad-request
            TRACE /orders HTTP/1.1             | Host: a                   | 405 | method-not-allowed
            POST /error HTTP/1.1               | Host: a                   | 404 | not-found
            nonsense                           | Host: a                   | 400 | bad-request
            """)
    void what_cannot_be_read_is_a_problem_too(String requestLine, String header, int status, String type) throws IOException {
        assertRefused(say(requestLine + "\r\n" + header + "\r\nConnection: close\r\n\r\n"), status, type);
    }

    @Test
    void a_head_above_the_limit_is_refused() throws IOException {
        String head = "POST /orders HTTP/1.1\r\nHost: a\r\nConnection: close\r\n";

        assertRefused(say(head + "X: " + "x".repeat(20_000) + "\r\n\r\n"), 431, "bad-request");
        assertRefused(say(head + "X: x\r\n".repeat(200) + "\r\n"), 431, "bad-request");
    }

    @Test
    void a_body_that_stops_coming_is_refused_as_too_slow() throws IOException {
        String head = "POST /orders HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n";

        assertRefused(sayAndWait(head + "Content-Length: 500\r\n\r\n{"), 408, "body-too-slow");
        assertRefused(sayAndWait(head + "Transfer-Encoding: chunked\r\n\r\n50\r\n{"), 408, "body-too-slow");
    }

    @Test
    void a_body_that_breaks_off_is_the_clients_fault() throws IOException {
        String head = "POST /orders HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n";

        assertRefused(say(head + "Content-Length: 500\r\n\r\n{"), 400, "bad-request");
        assertRefused(say(head + "Transfer-Encoding: chunked\r\n\r\nzz\r\n{}"), 400, "bad-request");
    }

    @Test
    void bodies_are_in_utf_8() {
        byte[] order =
                "{\"customerId\":\"1\",\"currency\":\"GBP\",\"lines\":[{\"sku\":\"a\",\"quantity\":1,\"unitPrice\":1}]}".getBytes(UTF_16LE);

        CommandApiTest.assertProblem(
                service.send("POST", "/orders", BodyPublishers.ofByteArray(order), "Content-Type", "application/json"),
                400, "malformed-json");
        CommandApiTest.assertProblem(
                service.send("POST", "/orders", BodyPublishers.ofByteArray(order), "Content-Type", "application/json;charset=utf-16le"),
                415, "unsupported-media-type");
    }

    private static void assertRefused(String answer, int status, String type) {
        assertThat(answer).startsWith("HTTP/1.1 " + status)
                .contains("\r\nContent-Type: application/problem+json\r\n", "\"type\":\"/problems/" + type + "\"", "\"status\":" + status)
                .doesNotContain("<html", "Exception");
    }

    private String say(String words) throws IOException {
        try (var socket = new Socket("127.0.0.1", service.port())) {
            socket.getOutputStream().write(withToken(words).getBytes(UTF_8));
            socket.shutdownOutput();
            return new String(socket.getInputStream().readAllBytes(), UTF_8);
        }
    }

    private String sayAndWait(String words) throws IOException {
        try (var socket = new Socket("127.0.0.1", service.port())) {
            socket.getOutputStream().write(withToken(words).getBytes(UTF_8));
            return new String(socket.getInputStream().readAllBytes(), UTF_8);
        }
    }

    private static String withToken(String words) {
        return words.replaceFirst("\r\n", "\r\nAuthorization: " + TestTokens.everything() + "\r\n");
    }
}
