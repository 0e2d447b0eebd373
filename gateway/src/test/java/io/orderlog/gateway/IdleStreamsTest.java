package io.orderlog.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.builder.SpringApplicationBuilder;

/** More idle streams than a side takes ordinary requests, which go on beside them. */
@Timeout(180)
class IdleStreamsTest {

    private static final int MANY = 1_000;
    private static final Duration SOON = Duration.ofSeconds(90);

    @Test
    void idleStreamsLiveAsLongAsTheyBeatAndTakeNothingFromOrdinaryRequestsAndEndWithTheirClients() throws Exception {
        var open = new AtomicInteger();
        var end = new CountDownLatch(1);
        List<Socket> clients = new ArrayList<>();
        try (var side = TestSide.named("side"); var client = HttpClient.newHttpClient()) {
            side.behave(exchange -> {
                if (!exchange.getRequestURI().getPath().endsWith("/stream")) {
                    TestSide.answer(exchange, 200, "ordinary");
                    return;
                }
                exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
                exchange.sendResponseHeaders(200, 0);
                open.incrementAndGet();
                try (var out = exchange.getResponseBody()) {
                    while (!end.await(1, TimeUnit.SECONDS)) {
                        out.write(": still here\n\n".getBytes(UTF_8));
                        out.flush();
                    }
                } catch (InterruptedException e) {
                    throw new IOException(e);
                } finally {
                    open.decrementAndGet();
                }
            });
            try (var gateway = new SpringApplicationBuilder(GatewayApplication.class).properties("spring.config.name=gateway")
                    .run("--server.port=0", "--orderlog.gateway.command-url=" + side.url(), "--orderlog.gateway.query-url=" + side.url(),
                            "--orderlog.gateway.read-timeout=10s", "--orderlog.gateway.connections-per-side=8")) {
                int port = Integer.parseInt(gateway.getEnvironment().getRequiredProperty("local.server.port"));
                for (int i = 0; i < MANY; i++) {
                    var socket = new Socket(InetAddress.ofLiteral("127.0.0.1"), port);
                    socket.getOutputStream().write("GET /orders/stream HTTP/1.1\r\nHost: a\r\n\r\n".getBytes(UTF_8));
                    clients.add(socket);
                }
                Awaitility.await().atMost(SOON).until(() -> open.get() == MANY);
                var ordinary = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/orders")).timeout(SOON).build();
                assertThat(client.send(ordinary, BodyHandlers.ofString()).body()).isEqualTo("ordinary");
                Awaitility.await().pollDelay(Duration.ofSeconds(12)).atMost(SOON).until(() -> open.get() == MANY);

                for (Socket socket : clients) {
                    socket.close();
                }
                Awaitility.await().atMost(SOON).until(() -> open.get() == 0);
            } finally {
                end.countDown();
            }
        }
    }
}
