package io.orderlog.query;

import static io.orderlog.query.TestOrders.placed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orderlog.access.Scope;
import io.orderlog.access.testing.TestTokens;
import io.orderlog.order.OrderEvent;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.springframework.context.ConfigurableApplicationContext;

@Isolated("Counts threads.")
class StreamsTest {

    private static final Duration SOON = Duration.ofSeconds(60);
    private static final int MANY = 1_000;
    private static final String PLACED = "orderlog.order.placed.v1";

    private static TestHouse house;
    private static ConfigurableApplicationContext service;

    @BeforeAll
    static void start() throws Exception {
        house = TestHouse.open();
        service = house.startReady("orderlog.live.heartbeat=2s", "orderlog.live.buffer=5", "orderlog.live.read-rows=7");
        try (var onAnEmptyLog = open("/orders/stream")) {
            assertThat(onAnEmptyLog.ended()).isFalse();
            placedOrder("c-0", 1);
        }
    }

    @AfterAll
    static void close() {
        house.close();
    }

    @Test
    void anOrdersStreamBeginsWithWhatHasHappenedAndGoesOnWithWhatHappens() throws Exception {
        UUID order = placedOrder("c-1", 4);
        try (var stream = open("/orders/" + order + "/stream"); var fromNow = open("/orders/" + order + "/stream?from=now")) {
            await().atMost(SOON).until(() -> stream.versions().equals(versions(1, 4)));
            append(order, 6);
            await().atMost(SOON).until(() -> stream.versions().equals(versions(1, 10)));
            await().atMost(SOON).until(() -> fromNow.versions().equals(versions(5, 10)));

            var first = stream.events().getFirst();
            assertThat(first.id()).isEqualTo("1");
            assertThat(first.type()).isEqualTo(PLACED);
            var answered = house.json(service, "/orders/" + order + "/events").get("items").get(0);
            assertThat(first.data()).isEqualTo(answered);
        }
    }

    @Test
    void anOrdersStreamGoesOnBehindEachVersionThatAClientHas() throws Exception {
        UUID order = placedOrder("c-2", 12);
        for (int last = 0; last <= 12; last++) {
            try (var stream = TestStream.open(service, "/orders/" + order + "/stream", Integer.toString(last))) {
                List<Long> rest = versions(last + 1, 12);
                await().atMost(SOON).until(() -> stream.versions().equals(rest));
            }
        }
    }

    @Test
    void aCustomersStreamHasTheCustomersEventsOnlyAndGoesOnBehindEachOfThem() throws Exception {
        UUID mine = placedOrder("c-3", 1);
        try (var stream = open("/orders/stream?customer=c-3")) {
            UUID second = placedOrder("c-3", 3);
            placedOrder("somebody-else", 3);
            append(mine, 9);
            await().atMost(SOON).until(() -> stream.events().size() == 12);
            assertThat(stream.events()).allSatisfy(event -> assertThat(event.orderId()).isIn(mine.toString(), second.toString()));

            List<TestStream.Received> all = stream.events();
            for (int last = 0; last < all.size(); last++) {
                try (var resumed = TestStream.open(service, "/orders/stream?customer=c-3", all.get(last).id())) {
                    int rest = all.size() - 1 - last;
                    await().atMost(SOON).until(() -> resumed.events().size() >= rest);
                    assertThat(resumed.events()).containsExactlyInAnyOrderElementsOf(
                            all.subList(last + 1, all.size())
                                    .stream()
                                    .map(event -> sameWithIdOf(event, resumed.events()))
                                    .toList());
                }
            }
        }
    }

    /** The rest comes in an order that may differ between partitions, and ids say what was sent before. */
    private static TestStream.Received sameWithIdOf(TestStream.Received event, List<TestStream.Received> others) {
        return others.stream().filter(other -> other.data().equals(event.data())).findAny().orElse(event);
    }

    @Test
    void aStreamEndsWhenItsTokenExpires() throws Exception {
        UUID order = placedOrder("c-5", 1);
        String token = TestTokens.of(TestTokens.claims("tester", Scope.ORDERS_READ)
                .expirationTime(Date.from(Instant.now().plusSeconds(2)))
                .build());
        for (String path : List.of("/orders/" + order + "/stream", "/orders/stream")) {
            try (var stream = TestStream.openWith(token, service, path)) {
                await().atMost(SOON).until(stream::ended);
            }
        }
    }

    @Test
    void aStreamOfOneTypeHasNoOther() throws Exception {
        try (var stream = open("/orders/stream?from=beginning&type=" + PLACED)) {
            String order = placedOrder("c-4", 5).toString();
            await().atMost(SOON).until(() -> stream.events().stream().anyMatch(event -> event.orderId().equals(order)));
            assertThat(stream.events()).allSatisfy(event -> assertThat(event.type()).isEqualTo(PLACED));
        }
    }

    @Test
    void aClientThatIsCutOffBeforeItsFirstEventMissesNothing() throws Exception {
        String id;
        try (var stream = open("/orders/stream?customer=c-5")) {
            await().atMost(SOON).until(() -> stream.comments() > 0);
            id = stream.lastId();
        }
        placedOrder("c-5", 3);
        try (var stream = TestStream.open(service, "/orders/stream?customer=c-5", id)) {
            await().atMost(SOON).until(() -> stream.versions().equals(versions(1, 3)));
        }
    }

    @Test
    void whatNoStreamSentIsRefusedAndUnknownOrdersAreNotFound() throws Exception {
        String id;
        try (var stream = open("/orders/stream?customer=c-6")) {
            await().atMost(SOON).until(() -> !stream.lastId().isEmpty());
            id = stream.lastId();
        }
        String changed = (id.charAt(20) == 'A' ? "B" : "A");
        String tampered = id.substring(0, 20) + changed + id.substring(21);
        for (String wrong : List.of(tampered, "x", "MQ", id + "AAAA", "9".repeat(10_000))) {
            assertRefused("/orders/stream?customer=c-6", wrong);
        }
        assertRefused("/orders/stream?customer=c-7", id);
        assertRefused("/orders/" + placedOrder("c-6", 1) + "/stream", "one");
        assertRefused("/orders/stream?from=somewhere", "");
        assertRefused("/orders/stream?colour=red", "");
        var unknown = house.get(service, "/orders/" + UUID.randomUUID() + "/stream");
        assertThat(unknown.statusCode()).isEqualTo(404);
        assertThat(unknown.body()).contains("/problems/order-not-found");
        assertThat(house.send(service, "HEAD", "/orders/stream").statusCode()).isEqualTo(200);
    }

    private static void assertRefused(String path, String lastEventId) throws Exception {
        var refused = house.get(service, path, "Last-Event-ID", lastEventId);
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body()).contains("/problems/invalid-request");
    }

    @Test
    void aCustomerHearsOfOwnOrdersOnly() throws Exception {
        UUID mine = placedOrder("c-10", 1);
        String other = placedOrder("c-11", 1).toString();
        String token = TestTokens.customer("c-10", Scope.ORDERS_READ);
        try (var stream = TestStream.openWith(token, service, "/orders/stream?from=beginning")) {
            append(mine, 2);
            await().atMost(SOON).until(() -> stream.versions().equals(versions(1, 3)));
        }
        for (String path : List.of("/orders/stream?customer=c-11", "/orders/" + other + "/stream")) {
            assertThat(house.get(service, path, TestTokens.HEADER, token).statusCode()).isEqualTo(404);
        }
    }

    @Test
    void aReaderThatIsSlowGetsEveryEventOnceLater() throws Exception {
        UUID order = placedOrder("c-8", 1);
        try (var stream = TestStream.openPaused(service, "/orders/stream?customer=c-8")) {
            Future<RecordMetadata> last = null;
            for (int i = 0; i < 3_000; i++) {
                last = house.log().send(order, i % 2 == 0 ? new OrderEvent.Held("w".repeat(500)) : new OrderEvent.Released(), null);
            }
            var written = Objects.requireNonNull(last).get();
            awaitVisible(written.partition() + ":" + written.offset());
            stream.resume();
            await().atMost(SOON).until(() -> stream.events().size() >= 3_000);
            assertThat(stream.versions()).isEqualTo(versions(2, 3_001));
        }
    }

    @Test
    void aThousandIdleStreamsCostNoThreadAndAreWokenEachByItsOwnOrder() throws Exception {
        UUID order = placedOrder("c-9", 1);
        UUID other = placedOrder("c-9", 1);
        List<Socket> idle = new ArrayList<>();
        try (var stream = open("/orders/" + other + "/stream?from=now")) {
            int threads = ManagementFactory.getThreadMXBean().getThreadCount();
            while (idle.size() < MANY) {
                Socket socket = request("/orders/" + order + "/stream?from=now");
                idle.add(socket);
                // One after the other: a thousand at once would be more than are let in to Postgres.
                socket.setSoTimeout((int) SOON.toMillis());
                assertThat(readUntil(socket, "\r\n\r\n")).startsWith("HTTP/1.1 200");
            }
            await().atMost(SOON).until(() -> waiting() == MANY + 1);
            assertThat(ManagementFactory.getThreadMXBean().getThreadCount() - threads).isLessThan(50);

            append(other, 1);
            await().atMost(SOON).until(() -> stream.versions().equals(versions(2, 2)));
            append(order, 1);
            for (Socket socket : idle) {
                assertThat(readUntil(socket, "\"version\":2")).contains("id: 2");
            }
        } finally {
            for (Socket socket : idle) {
                socket.close();
            }
        }
        await().atMost(SOON).until(() -> waiting() == 0);
    }

    private static String readUntil(Socket socket, String text) throws IOException {
        var read = new StringBuilder();
        byte[] buffer = new byte[8192];
        while (read.indexOf(text) < 0) {
            int count = socket.getInputStream().read(buffer);
            assertThat(count).isPositive();
            read.append(new String(buffer, 0, count, StandardCharsets.UTF_8));
        }
        return read.toString();
    }

    private static long waiting() throws Exception {
        return house.json(service, "/actuator/metrics/orderlog.live.waiting").get("measurements").get(0).get("value").asLong();
    }

    private static Socket request(String path) throws IOException {
        Socket socket = new Socket("localhost", TestHouse.port(service));
        String head = "GET %s HTTP/1.1\r\nHost: localhost\r\n%s: %s\r\n\r\n".formatted(path, TestTokens.HEADER, TestTokens.everything());
        socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    private static TestStream open(String path) throws Exception {
        return TestStream.open(service, path, null);
    }

    private static List<Long> versions(long first, long last) {
        return LongStream.rangeClosed(first, last).boxed().toList();
    }

    private static UUID placedOrder(String customer, int events) throws Exception {
        UUID order = TestOrders.id();
        awaitVisible(house.log().append(order, placed(customer, 100)));
        append(order, events - 1);
        return order;
    }

    /** Returns when the views have them. */
    private static void append(UUID order, int events) throws Exception {
        String token = "0:0";
        for (int i = 0; i < events; i++) {
            token = house.log().append(order, i % 2 == 0 ? new OrderEvent.Held("why") : new OrderEvent.Released());
        }
        if (events > 0) {
            awaitVisible(token);
        }
    }

    private static void awaitVisible(String token) {
        await().atMost(SOON).until(() -> house.get(service, "/orders?limit=1", "Consistency-Token", token).statusCode() == 200);
    }
}
