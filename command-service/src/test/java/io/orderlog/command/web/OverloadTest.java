package io.orderlog.command.web;

import static io.orderlog.command.web.CommandApiTest.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import io.orderlog.access.testing.TestTokens;
import io.orderlog.command.log.LogReader;
import io.orderlog.event.EventCodec;
import io.orderlog.http.SlowClient;
import io.orderlog.http.SlowClient.Fate;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/** More clients than the service can bear, and clients that would hold it for ever. */
@Timeout(300)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OverloadTest {

    private static final String ORDER =
            "{\"customerId\":\"1\",\"currency\":\"GBP\",\"lines\":[{\"sku\":\"a\",\"quantity\":1,\"unitPrice\":1}]}";
    private static final int MANY = 200;
    private static final int MEMORY = 4_000_000;
    private static final Duration PAUSE = Duration.ofMillis(200);
    private static final String FOR_EVER = " ".repeat(100_000);
    private static final String HEAD =
            "POST /orders HTTP/1.1\r\nHost: a\r\nAuthorization: " + TestTokens.everything() + "\r\nContent-Type: application/json\r\n";
    private static final String LARGE = HEAD + "Content-Length: 2000000\r\n\r\n" + " ".repeat(500_000);
    private static final String SLOW = HEAD + "Content-Length: 10000\r\n\r\n";
    private static final String BATCH =
            "POST /orders/batch HTTP/1.1\r\nHost: a\r\nAuthorization: " + TestTokens.everything()
                    + "\r\nContent-Type: application/x-ndjson\r\nContent-Length: 3000000\r\n\r\n";

    @SuppressWarnings("NullAway.Init")
    private RunningService service;

    @BeforeAll
    void start() {
        service = new RunningService(
                "orderlog.orders.max-at-once=8",
                "orderlog.orders.body-memory=" + MEMORY + "B",
                "orderlog.orders.batch.max-at-once=20",
                "orderlog.orders.batch.timeout=10s",
                "orderlog.http.patience=2s",
                "orderlog.http.slowest-rate=1KB");
    }

    @AfterAll
    void stop() {
        service.close();
    }

    private record Answered(String key, Duration after, HttpResponse<String> response) {}

    @Test
    void what_is_too_much_is_turned_away_at_once_and_what_was_answered_is_true() throws Exception {
        List<Answered> answers = atOnce(IntStream.range(0, 600).<Callable<Answered>>mapToObj(_ -> this::place).toList());

        assertThat(answers).extracting(answer -> answer.response().statusCode()).containsOnly(201, 503);
        Set<UUID> placed = LogReader.records(service.kafka(), "orders.events")
                .stream()
                .map(record -> EventCodec.metadata(record.key(), record.headers()).orderId())
                .collect(Collectors.toSet());
        assertThat(answers).allSatisfy(answer -> {
            boolean accepted = answer.response().statusCode() == 201;
            assertThat(placed.contains(OrderIds.of("tester", answer.key()))).isEqualTo(accepted);
            if (!accepted) {
                assertProblem(answer.response(), 503, "unavailable");
                assertThat(answer.response().headers().firstValue("Retry-After")).hasValue("1");
                assertThat(answer.after()).isLessThan(Duration.ofSeconds(10));
            }
        });
    }

    @Test
    void large_bodies_that_never_end_take_up_no_more_than_they_may_and_ordinary_requests_go_on() throws Exception {
        List<Long> held = new ArrayList<>();

        List<Fate> fates = whileOthersGoOn(() -> SlowClient.drip(service.port(), LARGE, FOR_EVER, PAUSE), held);

        assertThat(fates).allSatisfy(fate -> {
            assertThat(fate.after()).isLessThan(Duration.ofSeconds(60));
            assertThat(fate.answer()).containsPattern("HTTP/1.1 (503|408) ");
        });
        assertThat(fates).filteredOn(fate -> fate.answer().startsWith("HTTP/1.1 503")).isNotEmpty();
        assertThat(held).allMatch(bytes -> bytes <= MEMORY).anyMatch(bytes -> bytes > 0);
        Awaitility.await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertThat(service.part(BodyMemory.class).held()).isZero());
    }

    @Test
    void slow_bodies_are_refused() throws Exception {
        assertThat(whileOthersGoOn(() -> SlowClient.drip(service.port(), SLOW, FOR_EVER, PAUSE), new ArrayList<>()))
                .allSatisfy(fate -> assertThat(fate.answer()).startsWith("HTTP/1.1 408").contains("/problems/body-too-slow"));
    }

    @Test
    void slow_batches_are_ended_with_their_outcomes_or_turned_away() throws Exception {
        List<Fate> fates = whileOthersGoOn(
                () -> SlowClient.drip(service.port(), BATCH + ORDER + "\n", FOR_EVER, PAUSE), new ArrayList<>());

        assertThat(fates).allSatisfy(fate -> {
            assertThat(fate.after()).isLessThan(Duration.ofSeconds(60));
            assertThat(fate.answer()).startsWith("HTTP/1.1 ")
                    .containsPattern("(?s)503 .*/problems/unavailable|\"line\":1,\"status\":201.*408");
        });
        assertThat(fates).filteredOn(fate -> fate.answer().startsWith("HTTP/1.1 200")).isNotEmpty();
    }

    @Test
    void outcomes_that_nobody_takes_end_their_batch() throws Exception {
        String lines = "[]\n".repeat(1_000_000);

        List<Fate> fates = whileOthersGoOn(() -> SlowClient.sip(service.port(), BATCH + lines, 50, PAUSE), new ArrayList<>());

        assertThat(fates).allSatisfy(fate -> assertThat(fate.after()).isLessThan(Duration.ofSeconds(90)));
    }

    private Answered place() {
        String key = UUID.randomUUID().toString();
        long begin = System.nanoTime();
        HttpResponse<String> response = service.post("/orders", ORDER, "Idempotency-Key", key);
        return new Answered(key, Duration.ofNanos(System.nanoTime() - begin), response);
    }

    /** What became of the slow ones; meanwhile ordinary orders are placed. */
    private List<Fate> whileOthersGoOn(Callable<Fate> slow, List<Long> held) throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Fate>> fates = SlowClient.many(MANY, threads, slow);
            while (!fates.stream().allMatch(Future::isDone)) {
                held.add(service.part(BodyMemory.class).held());
                assertThat(place().response().statusCode()).isEqualTo(201);
            }
            return fates.stream().map(Future::resultNow).toList();
        }
    }

    private static <T> List<T> atOnce(List<Callable<T>> tasks) throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<T> results = new ArrayList<>();
            for (Future<T> result : threads.invokeAll(tasks)) {
                results.add(result.get());
            }
            return results;
        }
    }
}
