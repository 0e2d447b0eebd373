package io.orderlog.query;

import static io.orderlog.query.TestOrders.placed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orderlog.embedded.testing.TestDatabase;
import io.orderlog.embedded.testing.TestKafka;
import io.orderlog.order.OrderEvent;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;

/** What streams must not notice: instances that go, Postgres that goes and comes back, another generation that becomes live. */
class StreamsAndChangesTest {

    private static final Duration SOON = Duration.ofSeconds(90);
    private static final int ORDERS = 20;
    private static final int EACH = 30;

    @Test
    void clientsThatAreCutOffAtRandomGetEachEventOnceInOrderFromTwoInstancesAndFromTheOneThatIsLeft() throws Exception {
        try (var house = TestHouse.open()) {
            var instances = List.of(house.startReady("orderlog.live.buffer=10"), house.startReady());
            List<ConfigurableApplicationContext> alive = new ArrayList<>(instances);
            List<UUID> orders = new ArrayList<>();
            for (int i = 0; i < ORDERS; i++) {
                orders.add(TestOrders.id());
                house.log().append(orders.getLast(), placed("c", 100));
            }
            var writing = CompletableFuture.runAsync(() -> {
                for (int i = 1; i < EACH; i++) {
                    orders.forEach(order -> append(house, order));
                }
            });
            await().atMost(SOON).until(() -> house.count("orders") == ORDERS);
            Random random = new Random(4);
            var ofAll = new Client("/orders/stream?from=beginning", random);
            var ofOne = new Client("/orders/" + orders.getFirst() + "/stream", random);
            for (int round = 0; !writing.isDone() || ofAll.received.size() < ORDERS * EACH || ofOne.received.size() < EACH; round++) {
                assertThat(round).isLessThan(400);
                if (writing.isDone() && alive.size() == 2) {
                    alive.removeFirst().close();
                }
                ofAll.readForAWhile(alive);
                ofOne.readForAWhile(alive);
            }
            if (alive.size() == 2) {
                alive.removeFirst().close();
            }
            orders.forEach(order -> append(house, order));
            while (ofAll.received.size() < ORDERS * (EACH + 1) || ofOne.received.size() < EACH + 1) {
                ofAll.readForAWhile(alive);
                ofOne.readForAWhile(alive);
            }
            ofAll.readForAWhile(alive);

            assertThat(ofOne.received.stream().map(TestStream.Received::version)).containsExactlyElementsOf(versions(EACH + 1));
            Map<String, List<Long>> versions = new HashMap<>();
            ofAll.received.forEach(event -> versions.computeIfAbsent(event.orderId(), _ -> new ArrayList<>()).add(event.version()));
            assertThat(versions).hasSize(ORDERS);
            assertThat(versions.values()).allSatisfy(each -> assertThat(each).containsExactlyElementsOf(versions(EACH + 1)));
        }
    }

    /** Comes back with the id of the last event that it has, again and again. */
    private static final class Client {

        private final String path;
        private final Random random;
        private final List<TestStream.Received> received = new ArrayList<>();
        private @Nullable String lastId;

        Client(String path, Random random) {
            this.path = path;
            this.random = random;
        }

        void readForAWhile(List<ConfigurableApplicationContext> instances) throws Exception {
            var instance = instances.get(random.nextInt(instances.size()));
            try (var stream = TestStream.open(instance, path, lastId)) {
                int enough = 1 + random.nextInt(60);
                long until = System.nanoTime() + Duration.ofMillis(500).toNanos();
                await().atMost(SOON).until(() -> stream.events().size() >= enough || System.nanoTime() > until);
                List<TestStream.Received> events = stream.events();
                received.addAll(events);
                lastId = events.isEmpty() ? lastId : events.getLast().id();
            }
        }
    }

    @Test
    void aStreamOutlivesAnotherGenerationThatIsBehindAndTheWayBack() throws Exception {
        try (var house = TestHouse.open()) {
            var service = house.startReady();
            UUID order = TestOrders.id();
            house.log().append(order, placed("c", 100));
            await().atMost(SOON).until(() -> house.count("history") == 1);
            try (var ofAll = TestStream.open(service, "/orders/stream?from=beginning", null);
                    var ofOne = TestStream.open(service, "/orders/" + order + "/stream", null)) {
                await().atMost(SOON).until(() -> ofAll.versions().equals(versions(1)) && ofOne.versions().equals(versions(1)));
                copyToSecondGeneration(house);
                append(house, order);
                append(house, order);
                await().atMost(SOON).until(() -> ofAll.versions().equals(versions(3)) && ofOne.versions().equals(versions(3)));

                execute(house, "update orderlog.live_generation set number = 2");
                append(house, order);
                await().atMost(SOON).until(() -> house.count("history") == 4);
                try (var resumed = TestStream.open(service, "/orders/stream", ofAll.lastId());
                        var behind = TestStream.open(service, "/orders/" + order + "/stream", null)) {
                    await().atMost(SOON).until(() -> behind.versions().equals(versions(1)));
                    assertThat(resumed.versions()).isEmpty();
                    copyRest(house);
                    await().atMost(SOON).until(() -> ofAll.versions().equals(versions(4)) && ofOne.versions().equals(versions(4)));
                    await().atMost(SOON).until(() -> resumed.versions().equals(List.of(4L)) && behind.versions().equals(versions(4)));

                    execute(house, "update orderlog.live_generation set number = 1");
                    execute(house, "drop schema views_g2 cascade");
                    append(house, order);
                    await().atMost(SOON).until(() -> ofAll.versions().equals(versions(5)) && ofOne.versions().equals(versions(5)));
                    await().atMost(SOON).until(() -> resumed.versions().equals(List.of(4L, 5L)) && behind.versions().equals(versions(5)));
                }
            }
        }
    }

    private static final List<String> TABLES = List.of("checkpoint", "orders", "history");

    /** A generation that nobody fills but this test. */
    private static void copyToSecondGeneration(TestHouse house) throws SQLException {
        execute(house, "create schema views_g2");
        for (String table : TABLES) {
            execute(house, "create table views_g2.%1$s (like views_g1.%1$s including all)".formatted(table));
            execute(house, "insert into views_g2.%1$s select * from views_g1.%1$s".formatted(table));
        }
        execute(house, """
                insert into orderlog.generation (number, schema_name, consumer_group, definition, purpose, state)
                values (2, 'views_g2', 'none', '', 'VIEWS', 'FOLLOWING')""");
    }

    private static void copyRest(TestHouse house) throws SQLException {
        execute(house, "begin; truncate views_g2.checkpoint, views_g2.orders, views_g2.history; "
                + "insert into views_g2.checkpoint select * from views_g1.checkpoint; "
                + "insert into views_g2.orders select * from views_g1.orders; "
                + "insert into views_g2.history select * from views_g1.history; commit");
    }

    private static void execute(TestHouse house, String sql) throws SQLException {
        try (var connection = house.connect(); var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Test
    void aStreamStaysOpenWhilePostgresIsAway() throws Exception {
        try (var kafka = TestKafka.start();
                var database = TestDatabase.start();
                var house = TestHouse.open(kafka, database)) {
            var service = house.startReady("orderlog.live.heartbeat=200ms");
            UUID order = TestOrders.id();
            house.log().append(order, placed("c", 100));
            await().atMost(SOON).until(() -> house.get(service, "/orders/" + order).statusCode() == 200);
            try (var ofAll = TestStream.open(service, "/orders/stream?from=beginning", null);
                    var ofOne = TestStream.open(service, "/orders/" + order + "/stream", null)) {
                await().atMost(SOON).until(() -> ofAll.versions().equals(versions(1)) && ofOne.versions().equals(versions(1)));
                database.stop();
                append(house, order);
                int comments = ofAll.comments();
                await().atMost(SOON).until(() -> ofAll.comments() > comments + 3);
                assertThat(house.get(service, "/orders/stream").statusCode()).isEqualTo(503);
                database.startAgain();
                append(house, order);
                await().atMost(SOON).until(() -> ofAll.versions().equals(versions(3)) && ofOne.versions().equals(versions(3)));
            }
        }
    }

    @Test
    void streamsEndAtOnceWhenTheirInstanceStops() throws Exception {
        try (var house = TestHouse.open()) {
            var service = house.startReady("spring.lifecycle.timeout-per-shutdown-phase=30s");
            house.log().append(TestOrders.id(), placed("c", 100));
            await().atMost(SOON).until(() -> house.count("history") == 1);
            try (var stream = TestStream.open(service, "/orders/stream", null)) {
                await().atMost(SOON).until(() -> !stream.lastId().isEmpty());
                long began = System.nanoTime();
                service.close();
                await().atMost(SOON).until(stream::ended);
                assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(20));
            }
        }
    }

    private static void append(TestHouse house, UUID order) {
        try {
            house.log().append(order, new OrderEvent.Held("why"));
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<Long> versions(long last) {
        return LongStream.rangeClosed(1, last).boxed().toList();
    }
}
