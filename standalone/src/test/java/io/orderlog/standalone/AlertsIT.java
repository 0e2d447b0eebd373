package io.orderlog.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.orderlog.access.testing.TestTokens;
import io.orderlog.event.EventCodec;
import io.orderlog.event.EventMetadata;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** The alert rules, as a real Prometheus sees a real house of which one part after the other stops working. */
class AlertsIT {

    private static final String ORDER = """
            {"customerId": "%s", "currency": "GBP", "lines": [{"sku": "85123A", "quantity": 6, "unitPrice": 255}]}""";
    /** Twice what is promised, for machines that do much else at the same time; the rules themselves are held to ten seconds by their own test. */
    private static final Duration SOON = Duration.parse(System.getProperty("orderlog.alerts.within", "PT20S"));
    private static final Duration HEALTHY = Duration.parse(System.getProperty("orderlog.alerts.healthy", "PT10S"));

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path directory;

    @Test
    void theRulesAreOnesThatRaiseEachAlertWithinTenSeconds() throws Exception {
        assumeTrue(Prometheus.isInstalled(), "Prometheus is not installed");
        assertThat(Prometheus.check("check", "config", "prometheus.yml")).contains("SUCCESS");
        assertThat(Prometheus.check("test", "rules", "rules-test.yml")).contains("SUCCESS");
    }

    @Test
    void eachPartThatStopsIsToldSoonAndNothingWhileAllIsWell() throws Exception {
        assumeTrue(Prometheus.isInstalled(), "Prometheus is not installed");
        try (WatchedHouse house = new WatchedHouse(directory, List.of());
                Prometheus prometheus = Prometheus.start(directory, house);
                Orders orders = new Orders(house)) {
            Awaitility.await().atMost(Duration.ofSeconds(60)).ignoreExceptions().until(() -> prometheus.value("sum(up)") == 3);
            Awaitility.await().atMost(HEALTHY.plusSeconds(30)).during(HEALTHY).until(() -> prometheus.firing().isEmpty());
            for (String expression : dashboard()) {
                assertThat(prometheus.knows(expression)).as(expression).isTrue();
            }

            try (Connection database = DriverManager.getConnection(house.database().jdbcUrl(), house.database().username(), "")) {
                database.createStatement().execute("alter table views_g1.orders add check (customer_id <> 'unbearable')");
                orders.place("unbearable");
                prometheus.awaitFiring(SOON, "OrdersParked");

                database.setAutoCommit(false);
                database.createStatement().execute("lock table views_g1.orders in access exclusive mode");
                prometheus.awaitFiring(SOON, "ViewsBehind");
                database.rollback();
                prometheus.awaitSilence(SOON, "ViewsBehind");
            }

            house.kafka().stop();
            prometheus.awaitFiring(SOON, "BrokerLost", "CommandsStuck");
            // As soon as the first of them has waited for as long as a command does.
            prometheus.awaitFiring(SOON, "CommandsFail");
            house.kafka().startAgain();
            prometheus.awaitSilence(Duration.ofSeconds(60), "BrokerLost", "CommandsStuck", "CommandsFail");

            appendWithoutWhatComesBefore(house.kafka().bootstrapServers());
            prometheus.awaitFiring(SOON, "ViewsStopped", "CommandSideNotReady");

            house.query().close();
            prometheus.awaitFiring(SOON, "InstanceDown");
            house.command().close();
            Awaitility.await()
                    .atMost(SOON)
                    .until(() -> prometheus.value("count(ALERTS{alertname='InstanceDown',alertstate='firing'})") == 2);
            assertThat(orders.placed()).isPositive();
        }
    }

    /** The fifth event of an order that has no first, so that the log is damaged. */
    private static void appendWithoutWhatComesBefore(String servers) throws Exception {
        UUID order = UUID.randomUUID();
        var metadata = new EventMetadata(UUID.randomUUID(), "orderlog.order.released.v1", "/test", order, 5, Instant.now(), null, "tester",
                "correlation", "causation", null, null, null, "f".repeat(64));
        try (var producer = new KafkaProducer<>(Map.<String, Object>of("bootstrap.servers", servers), new ByteArraySerializer(),
                new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>("orders.events", null, null, EventCodec.key(order), "{}".getBytes(UTF_8),
                    EventCodec.headers(metadata))).get();
        }
    }

    /** What the dashboard asks, but for what only happens when something is wrong. */
    private static List<String> dashboard() throws IOException {
        return new JsonMapper().readTree(Prometheus.RULES.resolve("../grafana/dashboards/orderlog.json").toFile())
                .findValuesAsString("expr")
                .stream()
                .map(expression -> expression.replace("$__rate_interval", "10s"))
                .filter(expression -> !expression.contains("ALERTS") && !expression.contains("superseded"))
                .toList();
    }

    /** At most twenty a second, whatever becomes of them. */
    private static final class Orders implements AutoCloseable {

        private static final Duration PAUSE = Duration.ofMillis(50);

        private final WatchedHouse house;
        private final AtomicInteger placed = new AtomicInteger();
        private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();

        Orders(WatchedHouse house) {
            this.house = house;
            timer.scheduleWithFixedDelay(this::placeAnother, 0, PAUSE.toMillis(), TimeUnit.MILLISECONDS);
        }

        void place(String customer) throws Exception {
            house.post("/orders", ORDER.formatted(customer), TestTokens.HEADER, TestTokens.everything());
        }

        int placed() {
            return placed.get();
        }

        private void placeAnother() {
            try {
                place("17850");
                placed.incrementAndGet();
            } catch (Exception e) {
                // The house is not whole: that is what the alerts are for.
            }
        }

        @Override
        public void close() {
            timer.shutdownNow();
        }
    }
}
