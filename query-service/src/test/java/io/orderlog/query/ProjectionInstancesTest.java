package io.orderlog.query;

import static io.orderlog.query.TestOrders.placed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.distribution.CountAtBucket;
import io.orderlog.order.OrderEvent;
import io.orderlog.query.generation.Generations;
import io.orderlog.query.projection.CheckpointMovedException;
import io.orderlog.query.projection.LogBatch;
import io.orderlog.query.projection.ProjectionRunner;
import io.orderlog.query.projection.ProjectionRunner.Outcome;
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

/** Instances that come and go, share partitions or fight over them, write to the views what one alone would. */
class ProjectionInstancesTest {

    private static final Duration SOON = Duration.ofSeconds(30);

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
            house.awaitEqual();
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
            house.awaitEqual();
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
            house.awaitEqual();
        }
    }

    @Test
    void instancesOfOneGroupShareThePartitions() throws Exception {
        try (var house = TestHouse.open()) {
            var first = house.start();
            var second = house.start();
            await().atMost(SOON).untilAsserted(() -> {
                appendMany(house, 50);
                house.awaitEqual();
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
            house.awaitEqual();
        }
    }

    @Test
    void stalenessIsMeasuredForEachEventAndLagInRecordsAndSeconds() throws Exception {
        try (var house = TestHouse.open(); var connection = house.connect(); var statement = connection.createStatement()) {
            var service = house.startReady();
            int partition = Integer.parseInt(house.log().append(TestOrders.id(), placed()).split(":")[0]);
            house.log().neighbourIn(partition);
            house.awaitEqual();
            var registry = registry(service);
            await().atMost(SOON)
                    .until(() -> registry.get("orderlog.views.staleness").timer().count() == house.count("history"));
            assertThat(registry.get("orderlog.views.staleness").timer().max(TimeUnit.MILLISECONDS)).isBetween(0.1, 30_000.0);
            CountAtBucket[] buckets = registry.get("orderlog.views.staleness").timer().takeSnapshot().histogramCounts();
            assertThat(buckets[buckets.length - 1].count()).isPositive();

            statement.execute("begin; lock table checkpoint");
            house.log().neighbourIn(partition);
            await().atMost(SOON).until(() -> lag(registry, "orderlog.views.lag.seconds", partition) > 0.5);
            statement.execute("rollback");
            await().atMost(SOON).until(() -> lag(registry, "orderlog.views.lag.seconds", partition) == 0);
            await().atMost(SOON).until(() -> lag(registry, "orderlog.views.lag", partition) == 0);
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
}
