package io.orderlog.query;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orderlog.order.OrderEvent;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.UUID;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;

class VerificationRunTest {

    @SuppressWarnings("NullAway.Init")
    private static TestHouse house;

    @SuppressWarnings("NullAway.Init")
    private static ConfigurableApplicationContext one;

    @SuppressWarnings("NullAway.Init")
    private static ConfigurableApplicationContext other;

    @BeforeAll
    static void open() throws Exception {
        house = TestHouse.open();
        for (int i = 0; i < 50; i++) {
            UUID order = TestOrders.id();
            house.log().append(order, TestOrders.placed());
            house.log().appendSuperseded(order, new OrderEvent.Held("late"));
            house.log().append(order, new OrderEvent.Held("x"));
        }
        one = house.startReady();
        other = house.startReady();
    }

    @AfterAll
    static void close() {
        house.close();
    }

    @Test
    void aWholeLogHoldsAndEveryInstanceTells() throws Exception {
        HttpResponse<String> started = start();
        assertThat(started.statusCode()).isEqualTo(202);

        JsonNode run = finished(house, other, address(started));

        assertThat(run.get("state").asString()).isEqualTo("DONE");
        assertThat(run.get("holds").asBoolean()).isTrue();
        assertThat(run.get("done").asLong()).isEqualTo(150).isEqualTo(run.get("total").asLong());
        assertThat(run.at("/found/records").asLong()).isEqualTo(150);
        assertThat(run.at("/found/events").asLong()).isEqualTo(100);
        assertThat(run.at("/found/orders").asLong()).isEqualTo(50);
        assertThat(run.at("/found/superseded").asLong()).isEqualTo(50);
        assertThat(run.at("/found/broken").asLong()).isZero();
        assertThat(run.get("partitions")).hasSize(TestLog.PARTITIONS);
        assertThat(run.get("startedBy").asString()).isNotEmpty();
        assertThat(house.json(other, "/audit/verifications").get(0)).isEqualTo(run);
    }

    @Test
    void theFirstBrokenRecordOfEachPartitionIsNamedWithTheReasonAndAllOtherOrdersAreVerified() throws Exception {
        try (var damaged = TestHouse.open()) {
            TestLog log = damaged.log();
            UUID cut = TestOrders.id();
            log.append(cut, TestOrders.placed());
            RecordMetadata left = log.send(cut, new OrderEvent.Held("x"), null).get();
            log.deleteRecordsBefore(cut, left.offset());
            UUID forged = TestOrders.id();
            log.append(forged, TestOrders.placed());
            RecordMetadata first = log.appendForged(forged, new OrderEvent.Held("forged"));
            log.append(forged, new OrderEvent.Held("not verified any more"));
            UUID torn = TestOrders.id();
            log.append(torn, TestOrders.placed());
            RecordMetadata gap = log.appendAfterGap(torn, new OrderEvent.Held("gap"));
            RecordMetadata foreign = log.appendForeign("not ours".getBytes(UTF_8), new byte[]{1});
            RecordMetadata astray = log.appendAstray(TestOrders.id(), TestOrders.placed());
            UUID good = TestOrders.id();
            log.append(good, TestOrders.placed());

            JsonNode run = verify(damaged, damaged.start());

            assertThat(run.get("holds").asBoolean()).isFalse();
            assertThat(run.at("/found/broken").asLong()).isEqualTo(5);
            assertThat(run.at("/found/unverifiable").asLong()).isEqualTo(1);
            assertThat(run.at("/found/orders").asLong()).isEqualTo(3);
            assertThat(run.at("/found/records").asLong()).isEqualTo(9);
            assertBroken(run, left, cut.toString(), "from version 0 to 2");
            assertBroken(run, first, forged.toString(), "hash of the order's record before it");
            assertBroken(run, gap, torn.toString(), "from version 1 to 3");
            assertBroken(run, foreign, "not ours", "cannot be read");
            assertBroken(run, astray, "", "belongs to partition");
        }
    }

    /** Unless another one stands before it in the same partition. */
    private static void assertBroken(JsonNode run, RecordMetadata record, String order, String reason) {
        JsonNode broken = run.get("partitions").get(record.partition()).get("firstBroken");
        assertThat(broken.get("offset").asLong()).isLessThanOrEqualTo(record.offset());
        if (broken.get("offset").asLong() == record.offset()) {
            assertThat(broken.get("order").asString()).contains(order);
            assertThat(broken.get("reason").asString()).contains(reason);
        }
    }

    @Test
    void aRunWhoseInstanceDiedIsSeenAsSuchAndDoesNotStandInTheWay() throws Exception {
        String dead = runOfAnother("16 s");
        assertThat(house.json(one, dead).get("state").asString()).isEqualTo("ABANDONED");

        HttpResponse<String> next = start();

        assertThat(next.statusCode()).isEqualTo(202);
        assertThat(address(next)).isNotEqualTo(dead);
        assertThat(house.json(one, dead).get("failure").asString()).contains("died");
        finished(house, one, address(next));
    }

    @Test
    void whileOneRunsItIsAnsweredInsteadOfAnother() throws Exception {
        String running = runOfAnother("0 s");

        HttpResponse<String> joined = start();

        assertThat(joined.statusCode()).isEqualTo(200);
        assertThat(address(joined)).isEqualTo(running);
        assertThat(TestHouse.json(joined).get("state").asString()).isEqualTo("RUNNING");
        assertThat(TestHouse.json(joined).has("holds")).isFalse();
        execute("update orderlog.verification set state = 'FAILED' where state = 'RUNNING'");
    }

    @Test
    void aRunThatWasNeverStartedIsNotFoundAndWrongParametersAreNamed() throws Exception {
        for (String number : new String[]{"0", "999999", "x", "-1", "99999999999999999999"}) {
            HttpResponse<String> answer = house.get(one, "/audit/verifications/" + number);
            assertThat(answer.statusCode()).isEqualTo(404);
            assertThat(TestHouse.json(answer).get("type").asString()).isEqualTo("/problems/verification-not-found");
        }
        assertThat(house.send(one, "POST", "/audit/verifications?x=1").statusCode()).isEqualTo(400);
        assertThat(house.get(one, "/audit/verifications?x=1").statusCode()).isEqualTo(400);
    }

    private static HttpResponse<String> start() throws Exception {
        return house.send(one, "POST", "/audit/verifications");
    }

    private static String address(HttpResponse<String> started) {
        return started.headers().firstValue("Location").orElseThrow();
    }

    /** As if another instance had begun one and were silent for so long. */
    private static String runOfAnother(String silence) throws Exception {
        execute("insert into orderlog.verification (state, started_by, seen_at) values ('RUNNING', 'x', now() - interval '" + silence
                + "')");
        return "/audit/verifications/" + house.json(one, "/audit/verifications").get(0).get("number").asLong();
    }

    private static JsonNode verify(TestHouse house, ConfigurableApplicationContext service) throws Exception {
        await().atMost(Duration.ofSeconds(30)).until(() -> house.get(service, "/audit/verifications").statusCode() == 200);
        return finished(house, service, address(house.send(service, "POST", "/audit/verifications")));
    }

    private static JsonNode finished(TestHouse house, ConfigurableApplicationContext service, String address) {
        return await().atMost(Duration.ofSeconds(60))
                .until(() -> house.json(service, address), run -> run.has("finishedAt") && !run.get("state").asString().equals("RUNNING"));
    }

    private static void execute(String sql) throws Exception {
        try (Connection connection = house.connect(); Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
