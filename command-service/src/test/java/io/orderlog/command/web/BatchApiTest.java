package io.orderlog.command.web;

import static io.orderlog.command.web.RunningService.json;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.orderlog.access.testing.TestTokens;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Many placements in one request. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BatchApiTest {

    private static final String LINE = CommandApiTest.ORDER.replace("\n", " ");

    @SuppressWarnings("NullAway.Init")
    private RunningService service;

    @BeforeAll
    void start() {
        service = new RunningService();
    }

    @AfterAll
    void stop() {
        service.close();
    }

    @Test
    void a_batch_answers_each_line_in_its_order() {
        var answer = batch(String.join(
                "\n",
                keyed(LINE, "batch-1"),
                "{oops",
                "",
                LINE.replace("GBP", "gbp"),
                keyed(LINE, "batch-1"),
                keyed(LINE, "not a key"),
                "x".repeat(2_200_000),
                "[]",
                LINE));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/x-ndjson");
        var outcomes = answer.body().lines().map(RunningService::json).toList();
        assertThat(outcomes).extracting(outcome -> outcome.get("line").intValue()).containsExactly(1, 2, 4, 5, 6, 7, 8, 9);
        assertThat(outcomes)
                .extracting(outcome -> outcome.get("status").intValue())
                .containsExactly(201, 400, 400, 201, 400, 413, 400, 201);
        assertThat(outcomes.get(3).get("order")).isEqualTo(outcomes.get(0).get("order"));
        assertThat(outcomes.get(1).at("/problem/type").stringValue()).isEqualTo("/problems/malformed-json");
        assertThat(outcomes.get(2).at("/problem/errors/0/field").stringValue()).isEqualTo("currency");
    }

    @Test
    void a_placement_in_a_batch_is_the_same_request_as_alone() {
        String key = UUID.randomUUID().toString();
        var alone = service.post("/orders", CommandApiTest.ORDER, "Idempotency-Key", key);
        var batch = batch(keyed(LINE, key) + "\n" + keyed(LINE.replace("100", "101"), key));

        var outcomes = batch.body().lines().map(RunningService::json).toList();
        assertThat(outcomes.getFirst().get("order")).isEqualTo(json(alone));
        assertThat(outcomes.getFirst().get("replayed").booleanValue()).isTrue();
        assertThat(outcomes.getLast().get("status").intValue()).isEqualTo(422);
    }

    @Test
    void of_two_lines_with_one_key_the_first_wins() {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < 200; i++) {
            String key = UUID.randomUUID().toString();
            lines.append(keyed(LINE.replace("GBP", "EUR"), key)).append('\n').append(keyed(LINE, key)).append('\n');
        }
        var answer = batch(lines.toString());

        var statuses = answer.body().lines().map(outcome -> json(outcome).get("status").intValue()).toList();
        assertThat(statuses).hasSize(400);
        for (int i = 0; i < statuses.size(); i++) {
            assertThat(statuses.get(i)).as("line %d", i + 1).isEqualTo(i % 2 == 0 ? 201 : 422);
        }
    }

    @Test
    void a_batch_that_breaks_off_says_what_became_of_its_lines() throws Exception {
        String line = LINE + "\n";
        try (var socket = new Socket("127.0.0.1", service.port())) {
            socket.getOutputStream()
                    .write(("POST /orders/batch HTTP/1.1\r\nHost: a\r\nAuthorization: " + TestTokens.everything()
                            + "\r\nContent-Type: application/x-ndjson\r\nContent-Length: 100000\r\n\r\n"
                            + line + line + line.substring(0, 20)).getBytes(UTF_8));
            socket.shutdownOutput();
            String answer = new String(socket.getInputStream().readAllBytes(), UTF_8);

            assertThat(answer).startsWith("HTTP/1.1 200")
                    .contains("{\"line\":1,\"status\":201", "{\"line\":2,\"status\":201", "{\"line\":3,\"status\":400",
                            "The batch broke off")
                    .endsWith("\r\n0\r\n\r\n");
        }
    }

    @Test
    void a_batch_has_as_many_lines_as_it_may_and_not_one_more() {
        var answer = batch("[]\n".repeat(10_005));

        var last = RunningService.json(answer.body().lines().toList().getLast());
        assertThat(last.get("line").intValue()).isEqualTo(10_001);
        assertThat(last.get("status").intValue()).isEqualTo(413);
    }

    private HttpResponse<String> batch(String lines) {
        return service.send("POST", "/orders/batch", BodyPublishers.ofString(lines), "Content-Type", "application/x-ndjson");
    }

    private static String keyed(String order, String key) {
        return order.replaceFirst("\\{", "{\"idempotencyKey\": \"" + key + "\", ");
    }
}
