package io.orderlog.query;

import static io.orderlog.query.TestOrders.placed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import io.orderlog.order.LineQuantity;
import io.orderlog.order.OrderEvent;
import io.orderlog.query.generation.Generations;
import io.orderlog.query.projection.CheckpointMovedException;
import io.orderlog.query.projection.LogBatch;
import io.orderlog.query.projection.ProjectionRunner;
import io.orderlog.query.projection.ProjectionRunner.Outcome;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;

class ProjectionTest {

    private static final Duration SOON = Duration.ofSeconds(30);

    @Test
    void anOrderIsShownAsItsEventsMadeIt() throws Exception {
        try (var house = TestHouse.open()) {
            var service = house.start();
            UUID order = TestOrders.id();
            house.log().append(order, placed());
            house.log().append(order, new OrderEvent.PaymentReceived("ch_1", 3630));
            house.log().append(order, new OrderEvent.Shipped(1, List.of(new LineQuantity(1, 4)), "DHL", "JD0146"));
            house.log().append(order, new OrderEvent.Delivered(1));
            awaitEqual(house);

            JsonNode shown = house.json(service, "/orders/" + order);

            assertThat(shown.get("version").asLong()).isEqualTo(4);
            assertThat(shown.get("status").asString()).isEqualTo("OPEN");
            assertThat(shown.get("paymentStatus").asString()).isEqualTo("PAID");
            assertThat(shown.get("fulfilmentStatus").asString()).isEqualTo("PARTIALLY_DELIVERED");
            assertThat(shown.at("/totals/total").asLong()).isEqualTo(3630);
            assertThat(shown.at("/lines/0/delivered").asInt()).isEqualTo(4);
            assertThat(shown.at("/lines/1/shipped").asInt()).isZero();
            assertThat(shown.at("/shipments/0/carrier").asString()).isEqualTo("DHL");
            assertThat(shown.at("/recipient/address/city").asString()).isEqualTo("Milton Keynes");
        }
    }

    @Test
    void aRevisedOrderKeepsOnlyTheLinesThatItStillHas() throws Exception {
        try (var house = TestHouse.open()) {
            house.start();
            UUID order = TestOrders.id();
            house.log().append(order, TestOrders.placedWithLines(2000));
            awaitEqual(house);
            var fewer = List.of(TestOrders.line(1, "SKU-1", 1, 100), TestOrders.line(2, "OTHER", 5, 70));
            house.log().append(order, new OrderEvent.Revised(null, fewer, null, null, null, List.of()));
            awaitEqual(house);

            assertThat(house.count("order_lines")).isEqualTo(2);
        }
    }

    @Test
    void whoeverComesSecondWithAVersionIsIgnored() throws Exception {
        try (var house = TestHouse.open()) {
            UUID order = TestOrders.id();
            house.log().append(order, placed());
            house.log().appendSuperseded(order, TestOrders.placed("intruder", 1));
            house.log().append(order, new OrderEvent.Held("fraud"));
            var service = house.start();
            house.log().appendSuperseded(order, new OrderEvent.Released());
            awaitEqual(house);

            house.log().append(order, new OrderEvent.PaymentReceived("ch_1", 1));
            awaitEqual(house);
            assertThat(house.json(service, "/orders/" + order).get("status").asString()).isEqualTo("ON_HOLD");
            assertThat(house.count("history")).isEqualTo(3);
            assertThat(events(service, "superseded")).isEqualTo(2);
        }
    }

    @Test
    void aServiceThatIsStoppedAgainAndAgainMissesAndRepeatsNothing() throws Exception {
        try (var house = TestHouse.open()) {
            List<Future<RecordMetadata>> sent = appendMany(house, 1500);
            for (int i = 0; i < 3; i++) {
                long before = historyIfAny(house);
                var service = house.start("orderlog.views.batch-records=7");
                await().atMost(SOON).until(() -> historyIfAny(house) > before || historyIfAny(house) == 3000);
                service.close();
            }
            for (Future<RecordMetadata> it : sent) {
                it.get();
            }
            house.start();
            awaitEqual(house);
        }
    }

    @Test
    void aConnectionCutBetweenWriteAndCommitLosesNothing() throws Exception {
        try (var house = TestHouse.open(); var connection = house.connect(); var statement = connection.createStatement()) {
            house.startReady("orderlog.views.batch-records=5");
            appendMany(house, 1500);
            await().atMost(SOON).pollInterval(Duration.ofMillis(50)).until(() -> {
                statement.execute("""
                        select pg_terminate_backend(pid) from pg_stat_activity
                        where datname = current_database() and application_name = 'orderlog-projections'
                            and state = 'idle in transaction'""");
                return historyIfAny(house) > 500;
            });
            awaitEqual(house);
        }
    }

    @Test
    void whatPostgresForgotInACrashIsReadAgainAlsoWhenNothingNewHappens() throws Exception {
        try (var house = TestHouse.open(); var connection = house.connect(); var statement = connection.createStatement()) {
            house.startReady();
            appendMany(house, 100);
            awaitEqual(house);
            statement.execute("""
                    begin;
                    truncate orders, order_lines, order_words, history, customer_orders, customer_money, sales_by_product,
                        sales_by_product_day, sales_by_day;
                    update checkpoint set next_offset = 0 where log_partition % 2 = 0;
                    delete from checkpoint where log_partition % 2 = 1;
                    commit""");

            awaitEqual(house);
        }
    }

    /** As one that was paused for long: the group gave its partition to another, and nobody told it. */
    @Test
    void aConsumerThatWakesUpWithAnOldBatchWritesNothing() throws Exception {
        try (var house = TestHouse.open()) {
            var service = house.startReady();
            String token = house.log().append(TestOrders.id(), placed());
            int partition = Integer.parseInt(token.split(":")[0]);
            List<ConsumerRecord<byte[], byte[]>> held = house.log().read(partition);
            neighbourIn(house, partition);
            awaitEqual(house);
            var paused = service.getBean(ProjectionRunner.class);
            var views = service.getBean(Generations.class).ofThisRelease().getFirst().generation();

            assertThatExceptionOfType(CheckpointMovedException.class).isThrownBy(() -> paused.project(views, LogBatch.of(0, held)));
            List<ConsumerRecord<byte[], byte[]>> more = house.log().read(partition);
            var overlapping = LogBatch.of(held.getLast().offset() + 1, more.subList(held.size(), more.size()));
            assertThatExceptionOfType(CheckpointMovedException.class).isThrownBy(() -> paused.project(views, overlapping));

            assertThat(house.differences()).isEmpty();
            assertThat(house.count("checkpoint where log_partition = " + partition + " and next_offset = " + more.size())).isEqualTo(1);
        }
    }

    @Test
    void ofTwoRunnersWithTheSameBatchOneWritesAndTheOtherHearsOfIt() throws Exception {
        try (var house = TestHouse.open(); var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var one = house.startReady();
            var other = house.startReady();
            Stream.of(one, other).forEach(ConfigurableApplicationContext::stop);
            var views = one.getBean(Generations.class).ofThisRelease().getFirst().generation();
            UUID order = TestOrders.id();
            int partition = Integer.parseInt(house.log().append(order, placed()).split(":")[0]);
            for (int i = 0; i < 30; i++) {
                house.log().append(order, new OrderEvent.PaymentReceived("ch_" + i, 1));
            }

            for (ConsumerRecord<byte[], byte[]> record : house.log().read(partition)) {
                var batch = LogBatch.of(record.offset(), List.of(record));
                List<Future<Outcome>> both = threads.invokeAll(Stream.of(one, other)
                        .map(it -> it.getBean(ProjectionRunner.class))
                        .<Callable<Outcome>>map(runner -> () -> runner.project(views, batch))
                        .toList());
                assertThat(both).filteredOn(it -> it.state() == Future.State.SUCCESS).hasSize(1);
                assertThat(both).filteredOn(it -> it.state() == Future.State.FAILED)
                        .singleElement()
                        .satisfies(it -> assertThat(it.exceptionNow()).isInstanceOf(CheckpointMovedException.class));
            }
            assertThat(house.differences()).isEmpty();
        }
    }

    @Test
    void twoInstancesThatBothBelieveToOwnAllPartitionsDoNoHarm() throws Exception {
        try (var house = TestHouse.open()) {
            house.startReady("orderlog.views.batch-records=3");
            try (var connection = house.connect(); var statement = connection.createStatement()) {
                statement.execute("update orderlog.generation set consumer_group = consumer_group || '-rival'");
            }
            house.start("orderlog.views.batch-records=4");
            appendMany(house, 1000);
            awaitEqual(house);
        }
    }

    @Test
    void instancesOfOneGroupShareThePartitions() throws Exception {
        try (var house = TestHouse.open()) {
            var first = house.start();
            var second = house.start();
            await().atMost(SOON).untilAsserted(() -> {
                appendMany(house, 50);
                awaitEqual(house);
                assertThat(events(first, "projected")).isPositive();
                assertThat(events(second, "projected")).isPositive();
            });
            for (int i = 0; i < 2 * TestLog.PARTITIONS; i++) {
                UUID order = TestOrders.id();
                String path = "/orders/" + order;
                String written = house.log().append(order, placed());
                assertThat(house.get(first, path, "Consistency-Token", written).statusCode()).isEqualTo(200);
                assertThat(house.get(second, path, "Consistency-Token", written).statusCode()).isEqualTo(200);
            }
            first.close();
            appendMany(house, 200);
            awaitEqual(house);
        }
    }

    @Test
    void aLogWithAGapStopsItsPartitionLoudlyAndNoOther() throws Exception {
        try (var house = TestHouse.open()) {
            UUID damaged = TestOrders.id();
            house.log().append(damaged, placed());
            RecordMetadata gap = house.log().appendAfterGap(damaged, new OrderEvent.Held("fraud"));
            var service = house.start();
            await().atMost(SOON).until(() -> house.get(service, "/actuator/health/views").statusCode() == 503);

            JsonNode health = house.json(service, "/actuator/health/views");
            assertThat(health.at("/details/stopped/views_g1~1" + gap.partition()).asString()).contains("from version 1 to 3");
            assertThat(registry(service).get("orderlog.views.stopped").gauge().value()).isEqualTo(1);
            assertThat(house.json(service, "/orders/" + damaged).get("version").asLong()).isEqualTo(1);

            UUID other = elsewhere(house, gap.partition());
            await().atMost(SOON).until(() -> house.get(service, "/orders/" + other).statusCode() == 200);
            await().atMost(SOON).until(() -> house.get(service, "/actuator/health/readiness").statusCode() == 200);
            assertThat(house.count("checkpoint where log_partition = " + gap.partition() + " and next_offset = " + gap.offset()))
                    .isEqualTo(1);
        }
    }

    @Test
    void anUnreadableEventParksItsOrderAndEverythingElseGoesOn() throws Exception {
        try (var house = TestHouse.open()) {
            var service = house.start();
            UUID order = TestOrders.id();
            house.log().append(order, placed());
            RecordMetadata poison = house.log().appendUnreadable(order, "orderlog.order.exploded.v9", "{\"why\":1}");
            house.log().append(order, new OrderEvent.Held("fraud"));
            UUID neighbour = neighbourIn(house, poison.partition());
            await().atMost(SOON).until(() -> house.get(service, "/orders/" + neighbour).statusCode() == 200);

            assertThat(house.json(service, "/orders/" + order).get("version").asLong()).isEqualTo(1);
            assertThat(house.count("parked_record where reason like '%does not know the event type%' and log_offset = " + poison.offset()))
                    .isEqualTo(1);
            assertThat(house.count("parked_record where reason is null and record_key = '" + order + "'::bytea")).isEqualTo(1);
            assertThat(house.count("parked_record where record_value = '{\"why\":1}'::bytea")).isEqualTo(1);
            assertThat(events(service, "parked")).isEqualTo(2);
        }
    }

    @Test
    void anEventThatPostgresDoesNotTakeParksItsOrderAndEverythingElseGoesOn() throws Exception {
        try (var house = TestHouse.open()) {
            UUID order = TestOrders.id();
            String token = house.log().append(order, TestOrders.placed("\0", 100));
            UUID neighbour = neighbourIn(house, Integer.parseInt(token.split(":")[0]));
            var service = house.start();
            await().atMost(SOON).until(() -> house.get(service, "/orders/" + neighbour).statusCode() == 200);

            assertThat(house.count("parked_record where reason like 'it cannot be projected%'")).isEqualTo(1);
            assertThat(house.get(service, "/orders/" + order).statusCode()).isEqualTo(404);
        }
    }

    @Test
    void stalenessIsMeasuredForEachEventAndLagInRecordsAndSeconds() throws Exception {
        try (var house = TestHouse.open(); var connection = house.connect(); var statement = connection.createStatement()) {
            var service = house.startReady();
            int partition = Integer.parseInt(house.log().append(TestOrders.id(), placed()).split(":")[0]);
            neighbourIn(house, partition);
            awaitEqual(house);
            var registry = registry(service);
            await().atMost(SOON)
                    .until(() -> registry.get("orderlog.views.staleness").timer().count() == house.count("history"));
            assertThat(registry.get("orderlog.views.staleness").timer().max(TimeUnit.MILLISECONDS)).isBetween(0.1, 30_000.0);
            assertThat(registry.get("orderlog.views.staleness.percentile").tag("phi", "0.99").gauge().value()).isPositive();
            assertThat(registry.get("orderlog.views.staleness.histogram").tag("le", "30").gauge().value()).isPositive();

            statement.execute("begin; lock table checkpoint");
            neighbourIn(house, partition);
            await().atMost(SOON).until(() -> lag(registry, "orderlog.views.lag.seconds", partition) > 0.5);
            statement.execute("rollback");
            await().atMost(SOON).until(() -> lag(registry, "orderlog.views.lag.seconds", partition) == 0);
            await().atMost(SOON).until(() -> lag(registry, "orderlog.views.lag", partition) == 0);
        }
    }

    @Test
    void theServiceWaitsForATopicThatIsNotThereYet() throws Exception {
        try (var house = TestHouse.openWithoutTopic()) {
            var service = house.start();
            assertThat(house.get(service, "/actuator/health/readiness").statusCode()).isEqualTo(503);
            assertThat(house.get(service, "/actuator/health/liveness").statusCode()).isEqualTo(200);
            house.log().createTopic();
            house.log().append(TestOrders.id(), placed());
            awaitEqual(house);
            await().atMost(SOON).until(() -> house.get(service, "/actuator/health/readiness").statusCode() == 200);
        }
    }

    /** Two events each; sent and not waited for. */
    private static List<Future<RecordMetadata>> appendMany(TestHouse house, int orders) {
        List<Future<RecordMetadata>> sent = new ArrayList<>();
        for (int i = 0; i < orders; i++) {
            UUID order = TestOrders.id();
            sent.add(house.log().send(order, placed(), null));
            sent.add(house.log().send(order, new OrderEvent.PaymentReceived("ch_1", 100), null));
        }
        return sent;
    }

    private static UUID neighbourIn(TestHouse house, int partition) throws Exception {
        while (true) {
            UUID order = TestOrders.id();
            if (house.log().append(order, placed()).startsWith(partition + ":")) {
                return order;
            }
        }
    }

    private static UUID elsewhere(TestHouse house, int partition) throws Exception {
        while (true) {
            UUID order = TestOrders.id();
            if (!house.log().append(order, placed()).startsWith(partition + ":")) {
                return order;
            }
        }
    }

    private static long historyIfAny(TestHouse house) throws Exception {
        try (var connection = house.connect();
                var statement = connection.createStatement();
                var row = statement.executeQuery("select to_regclass('views_g1.history') is not null")) {
            row.next();
            return row.getBoolean(1) ? house.count("history") : 0;
        }
    }

    private static double lag(MeterRegistry registry, String name, int partition) {
        return registry.get(name).tag("partition", Integer.toString(partition)).gauge().value();
    }

    private static double events(ConfigurableApplicationContext service, String outcome) {
        return registry(service).get("orderlog.views.events").tag("outcome", outcome).counter().count();
    }

    private static MeterRegistry registry(ConfigurableApplicationContext service) {
        return service.getBean(MeterRegistry.class);
    }

    private static void awaitEqual(TestHouse house) {
        await().atMost(SOON)
                .ignoreExceptionsInstanceOf(SQLException.class)
                .pollInterval(Duration.ofMillis(100))
                .untilAsserted(() -> assertThat(house.differences()).isEmpty());
    }
}
