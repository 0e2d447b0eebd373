package io.orderlog.cli.figures;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderlog.cli.OrderlogCli;
import io.orderlog.embedded.EmbeddedKafka;
import io.orderlog.order.OrderEvent;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@SuppressWarnings("NullAway.Init")
class LogFiguresTest {

    private static EmbeddedKafka kafka;
    private static KafkaProducer<byte[], byte[]> producer;
    private static Admin admin;

    private final String topic = "log-" + UUID.randomUUID();
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeAll
    static void start() {
        kafka = EmbeddedKafka.temporary();
        Map<String, Object> servers = Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, kafka.bootstrapServers());
        producer = new KafkaProducer<>(servers, new ByteArraySerializer(), new ByteArraySerializer());
        admin = Admin.create(servers);
    }

    @AfterAll
    static void stop() {
        admin.close();
        producer.close();
        kafka.close();
    }

    @BeforeEach
    void createTopic() throws Exception {
        admin.createTopics(List.of(new NewTopic(topic, 3, (short) 1))).all().get();
    }

    @Test
    void ordersRevenueByLondonMonthAndReturnsAreSummedUp() {
        append(OrderHistory.returned(topic, "online-retail", "2011-06-30T22:59:00Z").records());
        append(OrderHistory.returned(topic, "online-retail", "2011-06-30T23:00:00Z").records());

        assertThat(figures()).isEqualTo(JsonMapper.shared().readTree("""
                {"deliveries": 2, "events": 12, "lines": 4, "orders": 2, "paid": 3860, "payments": 2, "pieces": 20,
                 "returned pieces": 2, "returned value": 510, "returns": 2,
                 "revenue": 3860, "revenue 2011-06": 1930, "revenue 2011-07": 1930, "superseded events": 0}"""));
    }

    @Test
    void onlyTheOrdersOfOneSourceAreCountedOnRequest() {
        append(OrderHistory.returned(topic, "online-retail", "2011-06-30T22:59:00Z").records());
        append(OrderHistory.returned(topic, "by-hand", "2011-06-30T22:59:00Z").records());

        assertThat(figures("--source", "online-retail").path("orders").asInt()).isEqualTo(1);
        assertThat(figures().path("orders").asInt()).isEqualTo(2);
    }

    @Test
    void theFirstWriterOfAVersionWins() {
        OrderHistory order = new OrderHistory(topic, "online-retail", "2011-06-30T22:59:00Z").append(OrderHistory.placed());
        ProducerRecord<byte[], byte[]> late = order.record(2, new OrderEvent.Cancelled("too late"));
        order.append(new OrderEvent.PaymentReceived("invoice-1", 1930));
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>(order.records());
        records.add(late);
        append(records);

        JsonNode figures = figures();

        assertThat(figures.path("revenue").asInt()).isEqualTo(1930);
        assertThat(figures.path("events").asInt()).isEqualTo(2);
        assertThat(figures.path("superseded events").asInt()).isEqualTo(1);
    }

    @Test
    void aMissingEventIsFound() {
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>(OrderHistory.returned(topic, "a", "2011-06-30T22:59:00Z").records());
        records.remove(2);
        append(records);

        assertThat(run()).isEqualTo(1);
        assertThat(err.toString()).contains("The log is damaged at partition 0, offset 2: order").contains("from version 2 to 4");
    }

    @Test
    void aForgedEventIsFound() {
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>(OrderHistory.returned(topic, "a", "2011-06-30T22:59:00Z").records());
        ProducerRecord<byte[], byte[]> paid = records.get(1);
        byte[] more = "{\"reference\":\"invoice-1\",\"amount\":1}".getBytes(java.nio.charset.StandardCharsets.UTF_8);
        records.set(1, new ProducerRecord<>(paid.topic(), 0, paid.key(), more, paid.headers()));
        append(records);

        assertThat(run()).isEqualTo(1);
        assertThat(err.toString()).contains("offset 2: the hash chain of order").contains("is broken at version 3");
    }

    @Test
    void anUnreadableRecordIsFound() {
        append(List.of(new ProducerRecord<>(topic, 1, new byte[]{1}, new byte[]{2})));

        assertThat(run()).isEqualTo(1);
        assertThat(err.toString()).contains("The log is damaged at partition 1, offset 0: the header ");
    }

    @Test
    void aTopicThatIsNotThereIsOneSentence() {
        assertThat(runOn("no.such.topic")).isEqualTo(1);
        assertThat(err.toString().lines()).containsExactly("Kafka at %s has no topic no.such.topic".formatted(kafka.bootstrapServers()));
    }

    private static void append(List<ProducerRecord<byte[], byte[]>> records) {
        records.stream().map(producer::send).toList().forEach(sent -> assertThat(sent).succeedsWithin(Duration.ofSeconds(10)));
    }

    private JsonNode figures(String... options) {
        out.getBuffer().setLength(0);
        assertThat(run(options)).as(err.toString()).isZero();
        return JsonMapper.shared().readTree(out.toString());
    }

    private int run(String... options) {
        return runOn(topic, options);
    }

    private int runOn(String topic, String... options) {
        List<String> args =
                new ArrayList<>(List.of("figures", "log", "--json", "--bootstrap-servers", kafka.bootstrapServers(), "--topic", topic));
        args.addAll(List.of(options));
        return OrderlogCli.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(args.toArray(String[]::new));
    }
}
