package io.orderlog.benchmarks.load;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The generator against a small HTTP server that writes down what came. */
class LoadRunTest {

    private record Came(String path, String key, String body) {}

    private final Queue<Came> came = new ConcurrentLinkedQueue<>();
    private final AtomicLong numbers = new AtomicLong();
    private HttpServer server;
    private volatile int statusOfPayments = 200;
    private volatile int length;

    LoadRunTest() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0);
    }

    @BeforeEach
    void start() {
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", exchange -> {
            String path = exchange.getRequestURI().getPath();
            String key = exchange.getRequestHeaders().getFirst("Idempotency-Key");
            came.add(new Came(path, key, new String(exchange.getRequestBody().readAllBytes(), UTF_8)));
            exchange.getResponseHeaders().add("Location", "/orders/00000000-0000-0000-0000-%012d".formatted(came.size()));
            exchange.sendResponseHeaders(path.endsWith("/payments") ? statusOfPayments : 201, length);
            exchange.getResponseBody().write("{}".getBytes(UTF_8));
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void aClosedLoopKeepsEveryConnectionBusyAndNumbersItsRequests() throws IOException {
        LoadResult result = run(Load.closed(ports(), 4, Scenario.PLACE, 0.5));

        assertThat(result.accepted()).isPositive().isLessThanOrEqualTo(came.size()).isGreaterThanOrEqualTo(came.size() - 4);
        assertThat(result.refused()).isEmpty();
        assertThat(result.p50Micros()).isPositive().isLessThanOrEqualTo(result.p99Micros());
        assertThat(came).extracting(Came::key).doesNotHaveDuplicates().contains("0000000000000000/PLACE", "000000000000000a/PLACE");
        assertThat(came).extracting(Came::body).doesNotHaveDuplicates().allMatch(body -> body.startsWith("{") && body.endsWith("]}"));
    }

    @Test
    void anOpenLoopSendsAsOftenAsAskedAndNoMore() throws IOException {
        LoadResult result = run(Load.open(ports(), 8, Scenario.PLACE, 200, 1));

        assertThat(result.accepted()).isEqualTo(came.size()).isCloseTo(200L, within(1L));
    }

    @Test
    void anOrderIsPaidAndShippedByTheIdThatItsPlacementTold() throws IOException {
        run(Load.closed(ports(), 1, Scenario.PLACE_PAY_SHIP, 0.5));

        assertThat(came).extracting(Came::path)
                .startsWith(
                        "/orders",
                        "/orders/00000000-0000-0000-0000-000000000001/payments",
                        "/orders/00000000-0000-0000-0000-000000000001/shipments",
                        "/orders",
                        "/orders/00000000-0000-0000-0000-000000000004/payments");
    }

    @Test
    void aRefusedCommandCountsApartAndItsOrderIsLeft() throws IOException {
        statusOfPayments = 503;

        LoadResult result = run(Load.closed(ports(), 1, Scenario.PLACE_PAY_SHIP, 0.5));

        assertThat(result.refused()).containsOnlyKeys(503);
        assertThat(came).extracting(Came::path).noneMatch(path -> path.endsWith("/shipments"));
    }

    @Test
    void answersInChunksAreUnderstood() throws IOException {
        length = 0;

        assertThat(run(Load.closed(ports(), 2, Scenario.PLACE, 0.5)).accepted()).isPositive();
    }

    @Test
    void answersOfAKnownLengthAreUnderstood() throws IOException {
        length = 2;

        assertThat(run(Load.closed(ports(), 2, Scenario.PLACE, 0.5)).refused()).isEqualTo(Map.of());
    }

    private List<Integer> ports() {
        return List.of(server.getAddress().getPort());
    }

    private LoadResult run(Load load) throws IOException {
        try (LoadRun run = new LoadRun(load, numbers::getAndIncrement)) {
            return run.run();
        }
    }
}
