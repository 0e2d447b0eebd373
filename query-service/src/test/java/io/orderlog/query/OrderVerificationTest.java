package io.orderlog.query;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orderlog.event.EventCodec;
import io.orderlog.event.EventMetadata;
import io.orderlog.event.HashChain;
import io.orderlog.order.OrderEvent;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;

class OrderVerificationTest {

    @SuppressWarnings("NullAway.Init")
    private static TestHouse house;

    @SuppressWarnings("NullAway.Init")
    private static ConfigurableApplicationContext service;

    @BeforeAll
    static void open() throws Exception {
        house = TestHouse.open();
        service = house.startReady();
    }

    @AfterAll
    static void close() {
        house.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"views", "log"})
    void aHistoryThatNobodyTouchedHoldsUpToItsHead(String source) throws Exception {
        UUID order = order();
        house.log().appendSuperseded(order, new OrderEvent.Held("late"));

        JsonNode verification = verify(order, source);

        assertThat(verification.get("holds").asBoolean()).isTrue();
        assertThat(verification.get("versions").asLong()).isEqualTo(4);
        assertThat(verification.get("headHash")).isEqualTo(house.json(service, "/orders/" + order + "/events").at("/items/3/hash"));
        assertThat(verification.has("broken")).isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '~', value = {
            "update history set data = '{\"reason\":\"y\"}' where version = 2                                   ; 2 ; does not have the hash",
            "update history set data = (data::text || ' ')::json where version = 3                              ; 3 ; does not have the hash",
            "update history set actor = 'nobody' where version = 2                                              ; 2 ; does not have the hash",
            "update history set recorded_at = recorded_at + interval '1 microsecond' where version = 1          ; 1 ; does not have the hash",
            "update history set effective_at = now() where version = 3                                          ; 3 ; does not have the hash",
            "update history set idempotency_key = null where version = 3                                        ; 3 ; does not have the hash",
            "update history set event_type = 'orderlog.order.closed.v1' where version = 3                       ; 3 ; does not have the hash",
            "update history set hash = repeat('a', 64) where version = 2                                        ; 2 ; does not have the hash",
            "update history set previous_hash = repeat('a', 64) where version = 2                               ; 2 ; event before it",
            "update history set written_headers = 'x' where version = 2                                         ; 2 ; cannot be read",
            "update history set customer_id = 'other' where version = 2                                         ; 2 ; another customer",
            "update history set log_offset = log_offset + 1000 where version = 2                                ; 3 ; stand behind",
            "delete from history where version = 1                                                              ; 1 ; from version 0 to 2",
            "delete from history where version = 2                                                              ; 2 ; from version 1 to 3",
            "delete from history where version = 4                                                              ; 4 ; ends with version 3",
            "delete from history where true                                                                     ; 1 ; ends with version 0",
            "update orders set last_hash = repeat('a', 64) where true                                           ; 4 ; another hash",
            "update history set version = case version when 2 then 3 else 2 end + 10 where version in (2, 3)    ; 2 ; from version 1 to 4"
    })
    void tamperingIsFoundAtTheFirstEventThatDoesNotHold(String tampering, long version, String reason) throws Exception {
        UUID order = order();
        execute(tampering.replace("where", "where " + (tampering.contains("orders") ? "id" : "order_id") + " = '" + order + "' and"));

        for (String source : new String[]{"views", "log"}) {
            JsonNode verification = verify(order, source);
            assertThat(verification.get("holds").asBoolean()).isFalse();
            assertThat(verification.at("/broken/version").asLong()).isEqualTo(version);
            assertThat(verification.at("/broken/reason").asString()).contains(reason);
            assertThat(verification.get("versions").asLong()).isEqualTo(version - 1);
        }
    }

    @Test
    void swappedRowsAreFound() throws Exception {
        UUID order = order();
        String of = " where order_id = '" + order + "' and version = ";
        execute("update history set version = 12" + of + 2);
        execute("update history set version = 2" + of + 3);
        execute("update history set version = 3" + of + 12);

        assertThat(verify(order, "views").at("/broken/version").asLong()).isEqualTo(2);
    }

    @Test
    void aHistoryThatWasForgedWithFittingHashesIsFoundInTheLog() throws Exception {
        UUID order = order();
        forgeFrom(order, 3, "{\"reason\":\"forged\"}");

        assertThat(verify(order, "views").get("holds").asBoolean()).isTrue();
        JsonNode verification = verify(order, "log");
        assertThat(verification.get("holds").asBoolean()).isFalse();
        assertThat(verification.at("/broken/version").asLong()).isEqualTo(3);
        assertThat(verification.at("/broken/reason").asString()).contains("another record");
        assertThat(verification.get("versions").asLong()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', value = {
            "delete from history where order_id = ORDER and version = 4 | 4 | the history does not",
            "update history set traceparent = 'x' where order_id = ORDER and version = 2 | 2 | traceparent",
            "update history set log_offset = log_offset - 1 where order_id = ORDER and version = 1 | 1 | another place"
    })
    void whatOnlyTheLogKnowsIsComparedWithIt(String tampering, long version, String reason) throws Exception {
        UUID order = order();
        execute(tampering.replace("ORDER", "'" + order + "'"));
        execute("update orders set (version, last_hash) = (select max(version), (array_agg(hash order by version desc))[1] from history "
                + "where order_id = '" + order + "') where id = '" + order + "'");

        assertThat(verify(order, "views").get("holds").asBoolean()).isTrue();
        JsonNode verification = verify(order, "log");
        assertThat(verification.at("/broken/version").asLong()).isEqualTo(version);
        assertThat(verification.at("/broken/reason").asString()).contains(reason);
    }

    @Test
    void anOrderThatWasInventedWholeIsNotInTheLog() throws Exception {
        UUID order = order();
        UUID invented = TestOrders.id();
        for (String table : new String[]{"history", "orders"}) {
            String key = table.equals("history") ? "order_id" : "id";
            execute("create temp table copied as select * from %1$s where %2$s = '%3$s'; update copied set %2$s = '%4$s'; "
                    .formatted(table, key, order, invented)
                    + "insert into %s select * from copied".formatted(table));
        }
        forgeFrom(invented, 1, null);

        assertThat(verify(invented, "views").get("holds").asBoolean()).isTrue();
        assertThat(verify(invented, "log").at("/broken/reason").asString()).contains("the log does not");
    }

    @Test
    void aRecordThatAnotherWriterSpelledInItsOwnWayIsVerifiedAsItWasWritten() throws Exception {
        UUID order = TestOrders.id();
        String written = house.log().appendWithTime(order, TestOrders.placed(), "2026-02-05T09:30:00.120000000Z");
        assertThat(house.get(service, "/orders/" + order, "Consistency-Token", written).statusCode()).isEqualTo(200);

        assertThat(verify(order, "log").get("holds").asBoolean()).isTrue();
        execute("update history set recorded_at = recorded_at + interval '1 second' where order_id = '" + order + "'");
        assertThat(verify(order, "views").at("/broken/reason").asString()).contains("not what the headers say");
    }

    @Test
    void whatIsParkedIsNotMissingAndWhatWasSkippedOrTakenUpLaterIsPartOfTheHistory() throws Exception {
        UUID order = order();
        RecordMetadata unknown = house.log().appendUnreadable(order, "orderlog.order.exploded.v9", "{}");
        house.get(service, "/orders", "Consistency-Token", house.log().append(order, new OrderEvent.Held("waits")));

        assertThat(verify(order, "log").get("holds").asBoolean()).isTrue();
        assertThat(verify(order, "log").get("versions").asLong()).isEqualTo(4);

        skip(order, unknown.offset());
        assertThat(verify(order, "views").get("holds").asBoolean()).isTrue();
        assertThat(verify(order, "log").get("holds").asBoolean()).isTrue();
        assertThat(verify(order, "log").get("versions").asLong()).isEqualTo(6);

        execute("delete from history where version = 6 and order_id = '" + order + "'");
        execute("update orders set (version, last_hash) = (select 5, hash from history where version = 5 and order_id = '" + order
                + "') where id = '" + order + "'");
        assertThat(verify(order, "log").at("/broken/reason").asString()).contains("the history does not");
    }

    @Test
    void aRecordWithoutAnEnvelopeIsNoFaultOnceItWasSkipped() throws Exception {
        UUID order = order();
        RecordMetadata foreign = house.log().appendForeign(EventCodec.key(order), "not ours".getBytes(UTF_8));
        house.get(service, "/orders", "Consistency-Token", house.log().append(order, new OrderEvent.Held("waits")));
        assertThat(verify(order, "log").get("holds").asBoolean()).isTrue();

        skip(order, foreign.offset());
        assertThat(verify(order, "log").get("holds").asBoolean()).isTrue();
        assertThat(verify(order, "log").get("versions").asLong()).isEqualTo(5);

        execute("delete from orderlog.parked_decision");
        assertThat(verify(order, "log").at("/broken/reason").asString()).contains("cannot be read");
    }

    private static void skip(UUID order, long offset) throws Exception {
        await().atMost(Duration.ofSeconds(30)).until(() -> house.get(service, "/parked/" + order).statusCode() == 200);
        var skipped = house.post(service, "/parked/" + order + "/skip", "{\"offset\":%d,\"reason\":\"x\"}".formatted(offset));
        assertThat(skipped.statusCode()).as(skipped.body()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({"source=kafka, source", "source=, source", "sources=log, sources"})
    void eachWrongParameterIsNamed(String question, String parameter) throws Exception {
        var answer = house.get(service, "/audit/orders/" + TestOrders.id() + "/verification?" + question);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(TestHouse.json(answer).get("errors").findValuesAsString("field")).contains(parameter);
    }

    @ParameterizedTest
    @ValueSource(strings = {"views", "log"})
    void anOrderThatWasNeverPlacedIsNotFound(String source) throws Exception {
        var answer = house.get(service, "/audit/orders/" + TestOrders.id() + "/verification?source=" + source);

        assertThat(answer.statusCode()).isEqualTo(404);
    }

    private static UUID order() throws Exception {
        UUID order = TestOrders.id();
        house.log().append(TestOrders.id(), TestOrders.placed());
        house.log().append(order, TestOrders.placed());
        house.log().append(order, new OrderEvent.Held("x"), Instant.parse("2010-12-01T08:26:00Z"));
        house.log().append(order, new OrderEvent.Released());
        String last = house.log().append(order, new OrderEvent.PaymentReceived("ch_1", 3630));
        await().atMost(Duration.ofSeconds(60))
                .until(() -> house.get(service, "/orders/" + order, "Consistency-Token", last).statusCode() == 200);
        return order;
    }

    private static JsonNode verify(UUID order, String source) throws Exception {
        return house.json(service, "/audit/orders/" + order + "/verification?source=" + source);
    }

    private static void execute(String sql) throws Exception {
        try (Connection connection = house.connect(); Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Writes the history anew from a version on, with every hash as it must be. */
    private static void forgeFrom(UUID order, long from, @Nullable String json) throws Exception {
        String before = HashChain.GENESIS;
        for (JsonNode event : house.json(service, "/orders/" + order + "/events").get("items")) {
            long version = event.get("version").asLong();
            if (version >= from) {
                String data = json != null && version == from ? json : event.get("data").toString();
                var metadata = new EventMetadata(UUID.fromString(event.get("id").asString()), event.get("type").asString(),
                        event.get("source").asString(), order, version, Instant.parse(event.get("recordedAt").asString()),
                        event.has("effectiveAt") ? Instant.parse(event.get("effectiveAt").asString()) : null,
                        event.get("actor").asString(), event.get("correlationId").asString(), event.get("causationId").asString(),
                        event.get("idempotencyKey").asString(), event.get("requestFingerprint").asString(), null, before);
                String hash = HashChain.hash(EventCodec.key(order), EventCodec.headers(metadata), data.getBytes(UTF_8));
                execute("update history set data = '%s', previous_hash = '%s', hash = '%s' where order_id = '%s' and version = %d"
                        .formatted(data.replace("'", "''"), before, hash, order, version));
                execute("update orders set last_hash = '%s' where id = '%s'".formatted(hash, order));
                before = hash;
            } else {
                before = event.get("hash").asString();
            }
        }
    }
}
