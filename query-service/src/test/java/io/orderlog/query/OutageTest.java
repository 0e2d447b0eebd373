package io.orderlog.query;

import static io.orderlog.query.TestOrders.placed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.orderlog.embedded.testing.TestDatabase;
import io.orderlog.embedded.testing.TestKafka;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.slf4j.LoggerFactory;

@Isolated("Listens to the log of all instances.")
class OutageTest {

    private static final Duration SOON = Duration.ofSeconds(60);

    private static TestKafka kafka;
    private static TestDatabase database;

    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();

    @BeforeAll
    static void startServers() {
        kafka = TestKafka.start();
        database = TestDatabase.start();
    }

    @AfterAll
    static void closeServers() {
        kafka.close();
        database.close();
    }

    @AfterEach
    void bringServersBack() {
        root().detachAppender(lines);
        kafka.startAgain();
        database.startAgain();
    }

    /** Only once a service runs: its start sets logging up anew. */
    private void listen() {
        lines.start();
        root().addAppender(lines);
    }

    @Test
    void whilePostgresIsAwayQueriesAreRefusedAndAfterwardsTheViewsCatchUpByThemselves() throws Exception {
        try (var house = TestHouse.open(kafka, database)) {
            var service = house.startReady();
            listen();
            UUID order = TestOrders.id();
            house.log().append(order, placed());
            house.awaitEqual();

            database.stop();
            house.log().append(TestOrders.id(), placed());
            var refused = house.get(service, "/orders/" + order);
            assertThat(refused.statusCode()).isEqualTo(503);
            assertThat(refused.headers().firstValue("Retry-After")).isPresent();
            assertThat(refused.body()).contains("/problems/views-unavailable").doesNotContain("Exception");
            assertThat(house.get(service, "/readyz").statusCode()).isEqualTo(503);
            assertThat(house.json(service, "/actuator/health/readiness").at("/components/db/status").asString()).isEqualTo("DOWN");
            assertThat(house.get(service, "/livez").statusCode()).isEqualTo(200);
            await().atMost(SOON).until(() -> said("Postgres does not answer") == 1);
            database.startAgain();

            house.awaitEqual();
            assertThat(said("Postgres does not answer")).isEqualTo(1);
            await().atMost(SOON).until(() -> said("Postgres answers again") == 1);
            await().atMost(SOON).until(() -> house.get(service, "/actuator/health/readiness").statusCode() == 200);
            assertThat(warnings()).hasSize(1);
        }
    }

    @Test
    void whenPostgresIsReplacedByAnEmptyOneTheViewsAreMadeAnewByThemselves() throws Exception {
        try (var house = TestHouse.open(kafka, database)) {
            var service = house.startReady();
            UUID order = TestOrders.id();
            house.log().append(order, placed());
            house.awaitEqual();

            try (var connection = house.connect(); var statement = connection.createStatement()) {
                statement.execute("drop schema views_g1, orderlog cascade");
            }
            house.log().append(TestOrders.id(), placed());

            house.awaitEqual();
            await().atMost(SOON).until(() -> house.get(service, "/actuator/health/readiness").statusCode() == 200);
            assertThat(house.get(service, "/orders/" + order).statusCode()).isEqualTo(200);
            assertThat(house.schemas()).containsExactly("views_g1");
        }
    }

    @Test
    void theServiceStartsWithoutPostgresAndWaitsForIt() throws Exception {
        try (var house = TestHouse.open(kafka, database)) {
            house.log().append(TestOrders.id(), placed());
            database.stop();
            var service = house.start();
            assertThat(house.get(service, "/actuator/health/liveness").statusCode()).isEqualTo(200);
            assertThat(house.get(service, "/orders").statusCode()).isEqualTo(503);
            database.startAgain();
            await().atMost(SOON).until(() -> house.get(service, "/actuator/health/readiness").statusCode() == 200);
            house.awaitEqual();
        }
    }

    @Test
    void whileKafkaIsAwayQueriesAreAnsweredAndAfterwardsTheViewsFollowByThemselves() throws Exception {
        try (var house = TestHouse.open(kafka, database)) {
            var service = house.startReady();
            listen();
            UUID order = TestOrders.id();
            house.log().append(order, placed());
            house.awaitEqual();

            kafka.stop();
            await().atMost(SOON).until(() -> said("Kafka does not answer") == 1);
            assertThat(house.get(service, "/orders/" + order).statusCode()).isEqualTo(200);
            assertThat(house.get(service, "/readyz").statusCode()).isEqualTo(200);
            assertThat(house.get(service, "/livez").statusCode()).isEqualTo(200);
            kafka.startAgain();

            await().atMost(SOON).until(() -> said("Kafka answers again") == 1);
            house.log().append(TestOrders.id(), placed());
            house.awaitEqual();
            assertThat(said("Kafka does not answer")).isEqualTo(1);
        }
    }

    private long said(String what) {
        return List.copyOf(lines.list).stream().filter(line -> line.getFormattedMessage().contains(what)).count();
    }

    private List<String> warnings() {
        return List.copyOf(lines.list)
                .stream()
                .filter(line -> line.getLevel().isGreaterOrEqual(Level.WARN))
                .map(line -> line.getLoggerName() + ": " + line.getFormattedMessage())
                .toList();
    }

    private static Logger root() {
        return (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    }
}
