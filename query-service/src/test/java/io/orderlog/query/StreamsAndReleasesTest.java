package io.orderlog.query;

import static io.orderlog.query.TestOrders.placed;
import static io.orderlog.query.TestRebuilds.SOON;
import static io.orderlog.query.TestRebuilds.awaitOk;
import static io.orderlog.query.TestRebuilds.brisk;
import static io.orderlog.query.TestRebuilds.post;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orderlog.event.NextRelease;
import io.orderlog.order.OrderEvent;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;

/** What streams get of an order that one release had to park and the views of the next one have at once, without a release. */
@SuppressWarnings("NullAway.Init")
class StreamsAndReleasesTest {

    private static final String MANY = "/orders/stream?from=beginning";
    private static final String HEARTBEAT = "orderlog.live.heartbeat=300ms";
    private static final String SCRIPTS = "orderlog.database.scripts=classpath:db/generation,classpath:db/next-release";
    /** So that there is time for a stream to begin while the old views are shown. */
    private static final String SLOW = "orderlog.views.building-batch-records=1";

    private final UUID order = TestOrders.id();
    private TestHouse house;
    private int partition;

    @BeforeEach
    void open() throws Exception {
        house = TestHouse.open();
    }

    @AfterEach
    void close() {
        house.close();
    }

    @Test
    void viewsThatAreMadeAnewBringTheRestToStreamsThatAreOpenAndToThoseThatComeBackAndTheWayBackBringsNothingTwice() throws Exception {
        var old = house.startReady(brisk(HEARTBEAT));
        String before = parkedAndPassed(old);
        old.close();
        var next = house.startReady(ParkedEverywhereTest.NewRelease.class, brisk(HEARTBEAT));
        try (var ofAll = TestStream.open(next, MANY, before);
                var ofOrder = TestStream.open(next, ofOrder(), "1");
                var ofPayments = TestStream.open(next, MANY + "&type=orderlog.order.payment-received.v1", null)) {
            awaitComment(ofAll, ofOrder, ofPayments);

            post(house, next, "/rebuilds", "{\"switch\":true,\"verify\":false}", 201);
            await().atMost(SOON).until(() -> house.liveSchema().equals("views_g2"));
            await().atMost(SOON).untilAsserted(() -> assertThat(versions(ofOrder)).containsExactly(2L, 3L));
            await().atMost(SOON).untilAsserted(() -> assertThat(versions(ofAll)).containsExactly(2L, 3L));
            await().atMost(SOON).untilAsserted(() -> assertThat(versions(ofPayments)).containsExactly(3L));
            assertEverybodyGetsTheRest(next, before, ofAll);

            awaitOk(house, next, "/rebuilds/2/rollback");
            assertThat(house.liveSchema()).isEqualTo("views_g1");
            assertThat(resumed(next, MANY, null)).containsExactly(1L);
            assertThat(resumed(next, MANY, idOf(2, ofAll))).isEmpty();
            post(house, next, "/parked/" + order + "/release", "{\"reason\":\"known now\"}", 200);
            assertEverybodyGetsTheRest(next, before, ofAll);
            house.log().append(order, new OrderEvent.Released());
            await().atMost(SOON).untilAsserted(() -> assertThat(versions(ofOrder)).containsExactly(2L, 3L, 4L));
            await().atMost(SOON).untilAsserted(() -> assertThat(versions(ofAll)).containsExactly(2L, 3L, 4L));
            assertThat(versions(ofPayments)).containsExactly(3L);
        }
    }

    @Test
    void aReleaseWithTablesOfItsOwnBringsTheRestToItsStreamsAndToThoseThatComeFromTheOldOne() throws Exception {
        TestRebuilds.append(house, 200);
        var old = house.startReady(brisk(HEARTBEAT));
        String before = parkedAndPassed(old);
        var next = house.start(ParkedEverywhereTest.NewRelease.class, brisk(HEARTBEAT, SCRIPTS, SLOW));
        try (var ofAll = TestStream.open(next, MANY, before); var ofOrder = TestStream.open(next, ofOrder(), "1")) {
            assertThat(house.liveSchema()).isEqualTo("views_g1");

            await().atMost(SOON).untilAsserted(() -> assertThat(versions(ofOrder)).containsExactly(2L, 3L));
            await().atMost(SOON).untilAsserted(() -> assertThat(versions(ofAll)).containsExactly(2L, 3L));
            assertEverybodyGetsTheRest(next, before, ofAll);
            assertThat(resumed(old, MANY, before)).isEmpty();
            assertThat(resumed(old, MANY, ofAll.lastId())).isEmpty();
            assertThat(resumed(next, ofOrder(), "1")).containsExactly(2L, 3L);
        }
    }

    /** @return the id of a stream that has passed the places of the records that are parked */
    private String parkedAndPassed(ConfigurableApplicationContext old) throws Exception {
        house.log().append(order, placed("c-1", 100));
        RecordMetadata unknown = house.log().appendUnreadable(order, NextRelease.TYPE, "{\"because\":\"fraud\"}");
        house.log().append(order, new OrderEvent.PaymentReceived("ch_1", 100));
        await().atMost(SOON).ignoreExceptions().until(() -> house.count("parked_record") == 2);
        try (var stream = TestStream.open(old, MANY, null)) {
            partition = unknown.partition();
            String behind = house.log().neighbourIn(partition).toString();
            await().atMost(SOON).until(() -> stream.events().stream().anyMatch(event -> event.orderId().equals(behind)));
            assertThat(versions(stream)).containsExactly(1L);
            return stream.lastId();
        }
    }

    /** Also who is cut off between the two. */
    private void assertEverybodyGetsTheRest(ConfigurableApplicationContext service, String before, TestStream told) throws Exception {
        assertThat(resumed(service, MANY, before)).containsExactly(2L, 3L);
        assertThat(resumed(service, MANY, idOf(2, told))).containsExactly(3L);
        assertThat(resumed(service, MANY, idOf(3, told))).isEmpty();
        assertThat(resumed(service, MANY, null)).containsExactly(1L, 2L, 3L);
    }

    private String idOf(long version, TestStream told) {
        return told.events()
                .stream()
                .filter(event -> isOfTheOrder(event) && event.version() == version)
                .map(TestStream.Received::id)
                .findFirst()
                .orElseThrow();
    }

    /** What comes before an event of another order that is placed behind all that there is. */
    private List<Long> resumed(ConfigurableApplicationContext service, String path, @Nullable String id) throws Exception {
        try (var stream = TestStream.open(service, path, id)) {
            if (path.equals(MANY)) {
                String last = house.log().neighbourIn(partition).toString();
                await().atMost(SOON).until(() -> stream.events().stream().anyMatch(event -> event.orderId().equals(last)));
            } else {
                awaitComment(stream);
            }
            return versions(stream);
        }
    }

    /** Has all that there is. */
    private static void awaitComment(TestStream... streams) {
        for (TestStream stream : streams) {
            await().atMost(SOON).until(() -> stream.comments() > 0);
        }
    }

    private String ofOrder() {
        return "/orders/" + order + "/stream";
    }

    private List<Long> versions(TestStream stream) {
        return stream.events().stream().filter(this::isOfTheOrder).map(TestStream.Received::version).toList();
    }

    private boolean isOfTheOrder(TestStream.Received event) {
        return event.orderId().equals(order.toString());
    }
}
