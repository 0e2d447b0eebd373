package io.orderlog.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.orderlog.http.SlowClient;
import io.orderlog.http.SlowClient.Fate;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** Hundreds of clients that are too slow at once, while others go about their business. */
@Timeout(120)
class SlowClientsTest {

    private static final int MANY = 200;
    private static final Duration PAUSE = Duration.ofMillis(200);
    private static final String FOR_EVER = "x".repeat(100_000);
    private static final String HEAD = "POST /orders HTTP/1.1\r\nHost: a\r\n";

    private static final AtomicInteger asked = new AtomicInteger();

    private static TestSide side;
    private static ConfigurableApplicationContext gateway;
    private static int port;

    @BeforeAll
    static void start() throws IOException {
        side = TestSide.named("side");
        side.behave(exchange -> {
            asked.incrementAndGet();
            if (exchange.getRequestURI().getPath().equals("/large")) {
                exchange.sendResponseHeaders(200, 0);
                try (var out = exchange.getResponseBody()) {
                    for (int i = 0; i < 20; i++) {
                        out.write(TestSide.line(100_000).getBytes(UTF_8));
                    }
                }
            } else {
                TestSide.answer(exchange, 200, "read " + exchange.getRequestBody().readAllBytes().length);
            }
        });
        gateway = new SpringApplicationBuilder(GatewayApplication.class).properties("spring.config.name=gateway")
                .run("--server.port=0", "--management.server.port=", "--orderlog.gateway.command-url=" + side.url(),
                        "--orderlog.gateway.query-url=" + side.url(),
                        "--orderlog.http.patience=2s", "--orderlog.http.slowest-rate=1KB");
        port = Integer.parseInt(gateway.getEnvironment().getRequiredProperty("local.server.port"));
    }

    @AfterAll
    static void stop() {
        gateway.close();
        side.close();
    }

    @Test
    void slowHeadsAreCutOff() throws Exception {
        assertThat(whileOthersGoOn(() -> SlowClient.drip(port, HEAD + "X: ", FOR_EVER, PAUSE))).allSatisfy(fate -> {
            assertThat(fate.after()).isLessThan(Duration.ofSeconds(20));
            assertThat(fate.answer()).isEmpty();
        });
    }

    @Test
    void slowBodiesAreRefusedAndReachNoSide() throws Exception {
        int before = asked.get();

        assertThat(whileOthersGoOn(() -> SlowClient.drip(port, HEAD + "Content-Length: 100000\r\n\r\n", FOR_EVER, PAUSE)))
                .allSatisfy(SlowClientsTest::assertTooSlow);
        String chunk = "30000\r\n";
        assertThat(whileOthersGoOn(() -> SlowClient.drip(port, HEAD + "Transfer-Encoding: chunked\r\n\r\n" + chunk, FOR_EVER, PAUSE)))
                .allSatisfy(SlowClientsTest::assertTooSlow);
        assertThat(asked.get() - before).isLessThan(MANY);
    }

    @Test
    void slowReadersAreCutOff() throws Exception {
        assertThat(whileOthersGoOn(() -> SlowClient.sip(port, "GET /large HTTP/1.1\r\nHost: a\r\n\r\n", 50, PAUSE))).allSatisfy(fate -> {
            assertThat(fate.after()).isLessThan(Duration.ofSeconds(60));
            assertThat(fate.answer()).startsWith("HTTP/1.1 200").hasSizeLessThan(1_000_000);
        });
    }

    private static void assertTooSlow(Fate fate) {
        assertThat(fate.after()).isLessThan(Duration.ofSeconds(20));
        assertThat(fate.answer()).startsWith("HTTP/1.1 408").contains("/problems/body-too-slow");
    }

    /** What became of the slow ones; meanwhile ordinary requests are answered without delay. */
    private static List<Fate> whileOthersGoOn(Callable<Fate> slow) throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor(); var client = HttpClient.newHttpClient()) {
            List<Future<Fate>> fates = SlowClient.many(MANY, threads, slow);
            var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/orders"))
                    .POST(BodyPublishers.ofString("ordinary"))
                    .timeout(Duration.ofSeconds(5))
                    .build();
            while (!fates.stream().allMatch(Future::isDone)) {
                assertThat(client.send(request, BodyHandlers.ofString()).body()).isEqualTo("read 8");
                Awaitility.await().pollDelay(50, TimeUnit.MILLISECONDS).until(() -> true);
            }
            return fates.stream().map(Future::resultNow).toList();
        }
    }
}
