package io.orderlog.command.web;

import static io.orderlog.command.web.CommandApiTest.assertProblem;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.orderlog.access.testing.TestTokens;
import io.orderlog.command.log.LogReader;
import io.orderlog.event.EventCodec;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What clients see while Kafka is away, and when the service is stopped. */
@Timeout(180)
class KafkaAwayTest {

    private static final String ORDER =
            "{\"customerId\":\"1\",\"currency\":\"GBP\",\"lines\":[{\"sku\":\"a\",\"quantity\":1,\"unitPrice\":1}]}";
    private static final Duration TIMEOUT = Duration.ofSeconds(3);

    private record Answered(String key, Duration after, HttpResponse<String> response) {}

    @Test
    void commands_are_answered_in_time_while_kafka_is_away_and_carried_out_when_it_is_back() throws Exception {
        try (RunningService service = new RunningService("orderlog.log.append-timeout=3s", "orderlog.log.barrier-timeout=3s")) {
            Answered before = place(service, "before");
            assertThat(before.response().statusCode()).isEqualTo(201);
            service.stopKafka();

            List<Answered> first = atOnce(service, 50);
            assertThat(first).allSatisfy(answer -> {
                assertThat(answer.response().statusCode()).isEqualTo(503);
                assertThat(answer.response().body()).containsAnyOf("/problems/outcome-unknown", "/problems/unavailable");
                assertThat(answer.after()).isLessThan(TIMEOUT.plusSeconds(10));
            });
            assertThat(first).anySatisfy(answer -> assertThat(answer.response().body()).contains("/problems/outcome-unknown"));

            List<Answered> later = atOnce(service, 200);
            assertThat(later).filteredOn(answer -> answer.response().body().contains("/problems/unavailable"))
                    .hasSizeGreaterThan(150)
                    .allSatisfy(answer -> assertThat(answer.after()).isLessThan(TIMEOUT));
            assertThat(place(service, "before").response().body()).isEqualTo(before.response().body());
            Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> service.get("/readyz").statusCode() == 503);
            assertThat(service.get("/livez").statusCode()).isEqualTo(200);

            service.startKafkaAgain();
            Awaitility.await()
                    .atMost(Duration.ofSeconds(60))
                    .untilAsserted(() -> assertThat(atOnce(service, 50))
                            .extracting(answer -> answer.response().statusCode())
                            .containsOnly(201));
            Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> service.get("/readyz").statusCode() == 200);
            for (Answered unanswered : first) {
                assertThat(place(service, unanswered.key()).response().statusCode()).isEqualTo(201);
            }
            assertThat(placed(service)).hasSameSizeAs(LogReader.records(service.kafka(), "orders.events"));
        }
    }

    @Test
    void a_service_that_is_stopped_answers_what_it_has_taken() throws Exception {
        AtomicInteger answered = new AtomicInteger();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor(); RunningService service = new RunningService()) {
            List<Future<List<Answered>>> clients =
                    IntStream.range(0, 20).mapToObj(_ -> threads.submit(() -> placeUntilTheEnd(service, answered))).toList();
            Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> answered.get() > 100);
            service.shutDown();

            Set<UUID> placed = placed(service);
            List<Answered> answers = new ArrayList<>();
            for (Future<List<Answered>> client : clients) {
                answers.addAll(client.get());
            }
            assertThat(answers).extracting(answer -> answer.response().statusCode()).contains(201).isSubsetOf(201, 503);
            assertThat(answers).allSatisfy(answer -> {
                boolean accepted = answer.response().statusCode() == 201;
                assertThat(placed.contains(OrderIds.of("tester", answer.key()))).isEqualTo(accepted);
            });
            assertThat(placed).hasSize((int) answers.stream().filter(answer -> answer.response().statusCode() == 201).count());
        }
    }

    @Test
    void a_stop_is_over_in_time_although_kafka_is_away_and_a_client_hangs() throws Exception {
        try (RunningService service = new RunningService("orderlog.log.append-timeout=3s"); var hanging = new Socket()) {
            hanging.connect(new InetSocketAddress("127.0.0.1", service.port()));
            hanging.getOutputStream()
                    .write(("POST /orders HTTP/1.1\r\nHost: a\r\nAuthorization: " + TestTokens.everything()
                            + "\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{")
                            .getBytes(UTF_8));
            service.stopKafka();
            long begin = System.nanoTime();
            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                Future<Answered> last = threads.submit(() -> place(service, "last"));
                Awaitility.await().pollDelay(Duration.ofMillis(500)).until(() -> true);
                service.shutDown();

                assertProblem(last.get().response(), 503, "outcome-unknown");
            }
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(45));
        }
    }

    /** Until a connection is refused, or one that was kept is closed. */
    private static List<Answered> placeUntilTheEnd(RunningService service, AtomicInteger answered) {
        List<Answered> answers = new ArrayList<>();
        try {
            while (true) {
                answers.add(place(service, UUID.randomUUID().toString()));
                answered.incrementAndGet();
            }
        } catch (IllegalStateException e) {
            assertThat(e).hasCauseInstanceOf(IOException.class);
            return answers;
        }
    }

    private static List<Answered> atOnce(RunningService service, int count) throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Answered> answers = new ArrayList<>();
            List<Future<Answered>> clients =
                    IntStream.range(0, count).mapToObj(_ -> threads.submit(() -> place(service, UUID.randomUUID().toString()))).toList();
            for (Future<Answered> client : clients) {
                answers.add(client.get());
            }
            return answers;
        }
    }

    private static Answered place(RunningService service, String key) {
        long begin = System.nanoTime();
        HttpResponse<String> response = service.post("/orders", ORDER, "Idempotency-Key", key);
        return new Answered(key, Duration.ofNanos(System.nanoTime() - begin), response);
    }

    private static Set<UUID> placed(RunningService service) {
        return LogReader.records(service.kafka(), "orders.events")
                .stream()
                .map(record -> EventCodec.metadata(record.key(), record.headers()).orderId())
                .collect(Collectors.toSet());
    }
}
