package io.orderlog.gateway;

import static java.net.http.HttpRequest.BodyPublishers.ofString;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.client.InputStreamResponseListener;
import org.eclipse.jetty.client.OutputStreamRequestContent;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;

/** Bodies that are passed on while they are still coming, and the sides that do not wait for their end. */
@Timeout(120)
@ExtendWith(OutputCaptureExtension.class)
class UploadTest {

    private static final HttpClient CLIENT = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final byte[] CHUNK = ("20000\r\n" + "x".repeat(0x20000) + "\r\n").getBytes(UTF_8);

    private static TestSide command;
    private static ConfigurableApplicationContext gateway;
    private static URI address;

    @BeforeAll
    static void start() throws IOException {
        command = TestSide.named("command");
        gateway = new SpringApplicationBuilder(GatewayApplication.class).properties("spring.config.name=gateway")
                .run("--server.port=0", "--orderlog.gateway.command-url=" + command.url());
        address = URI.create("http://127.0.0.1:" + gateway.getEnvironment().getRequiredProperty("local.server.port"));
    }

    @AfterAll
    static void stop() {
        gateway.close();
        command.close();
    }

    @Test
    void aLargeBodyThatWaitsToBeAskedForIsAskedForAndPassedOn() throws Exception {
        command.behave(exchange -> TestSide.answer(exchange, 200, "" + exchange.getRequestBody().readAllBytes().length));
        var response =
                send(HttpRequest.newBuilder(address.resolve("/orders")).expectContinue(true).POST(ofString("x".repeat(200_000))).build());

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).isEqualTo("200000");
    }

    @Test
    void aSideThatAnswersWithoutTheWholeBodyDisturbsNoOtherRequest() throws Exception {
        command.behave(exchange -> {
            if (exchange.getRequestURI().getPath().equals("/orders/refused")) {
                byte[] answer = "too large".getBytes(UTF_8);
                exchange.sendResponseHeaders(413, answer.length);
                exchange.getResponseBody().write(answer);
                exchange.getResponseBody().flush();
                // Takes what is still on its way, as Tomcat does: where a server closes over it, its answer is lost.
                exchange.getRequestBody().transferTo(OutputStream.nullOutputStream());
                exchange.close();
                return;
            }
            TestSide.answer(exchange, 200, new String(exchange.getRequestBody().readAllBytes(), UTF_8));
        });
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> refused = new ArrayList<>();
            for (int round = 0; round < 50; round++) {
                refused.add(executor.submit(this::sendWhatIsRefusedEarly));
                String body = (round + " ").repeat(30_000);
                var response = send(HttpRequest.newBuilder(address.resolve("/orders/taken")).POST(ofString(body)).build());
                assertThat(response.body()).isEqualTo(body);
            }
            for (Future<?> request : refused) {
                request.get(30, TimeUnit.SECONDS);
            }
        }
    }

    /** A client that sends on although the answer is there. */
    private @Nullable Object sendWhatIsRefusedEarly() throws IOException {
        try (Socket socket = new Socket("127.0.0.1", address.getPort())) {
            socket.setSoTimeout(10_000);
            OutputStream out = socket.getOutputStream();
            out.write(head("/orders/refused", "Content-Type: application/json"));
            out.write(CHUNK);
            out.flush();
            byte[] status = socket.getInputStream().readNBytes("HTTP/1.1 413".length());
            assertThat(new String(status, UTF_8)).isEqualTo("HTTP/1.1 413");
            out.write(CHUNK);
        }
        return null;
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json", "application/x-ndjson"})
    void anUploadThatBreaksOffIsNeverTakenForAWholeOne(String type) throws Exception {
        var taken = new CompletableFuture<byte[]>();
        command.behave(exchange -> {
            try {
                taken.complete(exchange.getRequestBody().readAllBytes());
            } catch (IOException e) {
                taken.completeExceptionally(e);
            }
            exchange.close();
        });
        try (Socket socket = new Socket("127.0.0.1", address.getPort())) {
            socket.getOutputStream().write(head("/orders/batch", "Content-Type: " + type));
            socket.getOutputStream().write(CHUNK);
        }

        assertThat(taken).failsWithin(10, TimeUnit.SECONDS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json", "application/x-ndjson"})
    void anUploadThatBecomesMalformedIsTheClientsFault(String type, CapturedOutput log) throws Exception {
        command.behave(exchange -> TestSide.answer(exchange, 200, "" + exchange.getRequestBody().readAllBytes().length));
        try (Socket socket = new Socket("127.0.0.1", address.getPort())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(head("/orders/batch", "Connection: close\r\nContent-Type: " + type));
            socket.getOutputStream().write(CHUNK);
            socket.getOutputStream().write("zz\r\n".getBytes(UTF_8));

            assertThat(new String(socket.getInputStream().readAllBytes(), UTF_8)).startsWith("HTTP/1.1 400")
                    .contains("/problems/bad-request", "repeat it with the same keys");
        }
        assertThat(log).doesNotContain("did not answer");
    }

    @Test
    void aLongUploadIsAnsweredLineByLineWhileItIsStillComing() throws Exception {
        int lines = 200_000;
        String line = TestSide.line(200);
        command.behave(exchange -> {
            exchange.sendResponseHeaders(200, 0);
            try (var in = exchange.getRequestBody(); var out = exchange.getResponseBody()) {
                in.transferTo(out);
            }
        });
        // Not the JDK's client: it reads nothing before it has sent everything, and then nobody takes the side's lines.
        var client = new org.eclipse.jetty.client.HttpClient();
        client.start();
        try {
            var content = new OutputStreamRequestContent("application/x-ndjson");
            var answer = new InputStreamResponseListener();
            client.newRequest(address.resolve("/orders/batch")).method("POST").body(content).send(answer);
            var upload = CompletableFuture.runAsync(() -> write(line, lines, content), Executors.newVirtualThreadPerTaskExecutor());

            assertThat(answer.get(10, TimeUnit.SECONDS).getStatus()).isEqualTo(200);
            assertThat(answer.getInputStream().transferTo(OutputStream.nullOutputStream())).isEqualTo((long) lines * line.length());
            upload.join();
        } finally {
            client.stop();
        }
    }

    private static byte[] head(String path, String header) {
        return ("POST " + path + " HTTP/1.1\r\nHost: x\r\n" + header + "\r\nTransfer-Encoding: chunked\r\n\r\n").getBytes(UTF_8);
    }

    private static HttpResponse<String> send(HttpRequest request) throws Exception {
        return CLIENT.send(request, BodyHandlers.ofString());
    }

    private static void write(String line, int lines, OutputStreamRequestContent content) {
        try (var out = content.getOutputStream()) {
            for (int i = 0; i < lines; i++) {
                out.write(line.getBytes(UTF_8));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
