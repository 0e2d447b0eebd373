package io.orderlog.query;

import static io.orderlog.query.TestRebuilds.BRISK;
import static io.orderlog.query.TestRebuilds.SOON;
import static io.orderlog.query.TestRebuilds.append;
import static io.orderlog.query.TestRebuilds.awaitEqual;
import static io.orderlog.query.TestRebuilds.awaitOk;
import static io.orderlog.query.TestRebuilds.post;
import static io.orderlog.query.TestRebuilds.rebuild;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.orderlog.access.testing.TestTokens;
import io.orderlog.order.OrderEvent;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.clients.admin.GroupListing;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;

/** Views are made anew beside the live ones. */
class RebuildTest {

    @Test
    void whileViewsAreMadeAnewAndBecomeLiveEventsArriveAndEveryQuerySeesWhatItsTokenPromises() throws Exception {
        try (var house = TestHouse.open()) {
            var service = house.startReady(BRISK);
            append(house, 300);
            awaitEqual(house);
            try (var clients = TokenClients.start(house, service)) {
                JsonNode started = post(house, service, "/rebuilds", "{\"verify\": false, \"switch\": true}", 201);
                int number = started.get("number").asInt();
                await().atMost(SOON).until(() -> rebuild(house, service, number).get("live").asBoolean());
                int seen = clients.answered();
                await().atMost(SOON).until(() -> clients.answered() > seen + 100);
            }
            awaitEqual(house);
            assertThat(house.liveSchema()).isEqualTo("views_g2");
        }
    }

    @Test
    void anInstanceThatEndsInTheMiddleIsReplacedByTheOther() throws Exception {
        try (var house = TestHouse.open()) {
            var one = house.startReady(BRISK);
            var other = house.startReady(BRISK);
            append(house, 1500);
            awaitEqual(house);
            post(house, one, "/rebuilds", "{\"throttle\": {\"eventsPerSecond\": 2000}, \"verify\": false, \"switch\": true}", 201);
            await().atMost(SOON).until(() -> rebuild(house, other, 2).at("/progress/done").asLong() > 100);

            one.close();

            await().atMost(SOON).until(() -> rebuild(house, other, 2).get("live").asBoolean());
            awaitEqual(house);
        }
    }

    @Test
    void whoSwitchesCanGoBackAtOnceAndWhatIsRetiredIsGone() throws Exception {
        try (var house = TestHouse.open()) {
            var service = house.startReady(BRISK);
            append(house, 20);
            awaitEqual(house);
            post(house, service, "/rebuilds", "{\"verify\": false, \"reason\": \"a try\"}", 201);
            await().atMost(SOON).until(() -> rebuild(house, service, 2).get("state").asString().equals("FOLLOWING"));
            assertThat(rebuild(house, service, 2).get("live").asBoolean()).isFalse();
            assertThat(visible(service, 2)).as("what nobody could see").isZero();
            assertThat(post(house, service, "/rebuilds", "", 409).get("detail").asString()).contains("Generation 2 is on its way");
            assertThat(post(house, service, "/rebuilds/1/retire", "", 409).get("detail").asString()).contains("live");

            awaitOk(house, service, "/rebuilds/2/switch");
            append(house, 20);
            awaitEqual(house);
            assertThat(house.liveSchema()).isEqualTo("views_g2");
            assertThat(visible(service, 2)).isPositive();

            awaitOk(house, service, "/rebuilds/2/rollback");
            assertThat(house.liveSchema()).isEqualTo("views_g1");
            append(house, 20);
            awaitEqual(house);

            assertThat(groups(house)).contains("orderlog-views-g2");
            assertThat(post(house, service, "/rebuilds/2/retire", "{\"reason\": \"done\"}", 200).get("state").asString())
                    .isEqualTo("RETIRED");
            await().atMost(SOON).until(() -> rebuild(house, service, 2).has("droppedAt"));
            assertThat(house.schemas()).doesNotContain("views_g2");
            assertThat(groups(house)).doesNotContain("orderlog-views-g2");
            List<String> actions = new ArrayList<>();
            rebuild(house, service, 2).get("journal").forEach(entry -> actions.add(entry.get("action").asString()));
            assertThat(actions).containsExactly("start", "switch", "rollback", "retire");
        }
    }

    @Test
    void onlyWhatIsCompleteBecomesLiveAndAPauseOutlivesTheService() throws Exception {
        try (var house = TestHouse.open()) {
            var service = house.startReady(BRISK);
            append(house, 400);
            awaitEqual(house);
            post(house, service, "/rebuilds", "{\"throttle\": {\"eventsPerSecond\": 100}, \"verify\": false, \"switch\": true}", 201);
            await().atMost(SOON).until(() -> rebuild(house, service, 2).at("/progress/done").asLong() > 0);
            assertThat(post(house, service, "/rebuilds/2/switch", "", 409).get("detail").asString()).contains("BUILDING");
            assertThat(post(house, service, "/rebuilds/2/retire", "", 409).get("detail").asString()).contains("cancel");
            assertThat(post(house, service, "/rebuilds/1/pause", "", 409).get("detail").asString()).contains("live");
            post(house, service, "/rebuilds/2/pause", "", 200);
            service.close();

            var again = house.startReady(BRISK);
            long done = settled(house, again);
            await().during(Duration.ofSeconds(1)).atMost(SOON).until(() -> rebuild(house, again, 2).at("/progress/done").asLong() == done);
            assertThat(done).isLessThan(800);
            post(house, again, "/rebuilds/2/resume", "", 200);

            await().atMost(SOON).until(() -> rebuild(house, again, 2).get("live").asBoolean());
            awaitEqual(house);
        }
    }

    @Test
    void aPartitionThatCannotGoOnIsNamedWithItsReason() throws Exception {
        try (var house = TestHouse.open()) {
            var service = house.startReady(BRISK);
            UUID order = append(house, 10);
            awaitEqual(house);
            int partition = house.log().appendForged(order, new OrderEvent.Held("forged")).partition();
            post(house, service, "/rebuilds", "{\"verify\": false, \"switch\": true}", 201);

            await().atMost(SOON).until(() -> rebuild(house, service, 2).has("stopped"));

            JsonNode rebuild = rebuild(house, service, 2);
            assertThat(rebuild.get("state").asString()).isEqualTo("BUILDING");
            assertThat(rebuild.get("stopped")).hasSize(1);
            assertThat(rebuild.at("/stopped/0/partition").asInt()).isEqualTo(partition);
            assertThat(rebuild.at("/stopped/0/reason").asString()).contains("can't be trusted");
            assertThat(rebuild(house, service, 1).get("stopped")).hasSize(1);
            post(house, service, "/rebuilds/2/cancel", "", 200);
        }
    }

    @Test
    void whatIsCancelledIsGoneAndADryRunOnlyTells() throws Exception {
        try (var house = TestHouse.open()) {
            var service = house.startReady(BRISK);
            append(house, 100);
            awaitEqual(house);

            JsonNode estimate = post(house, service, "/rebuilds", "{\"dryRun\": true, \"throttle\": {\"eventsPerSecond\": 50}}", 200);
            assertThat(estimate.get("events").asLong()).isEqualTo(200);
            assertThat(estimate.get("seconds").asLong()).isEqualTo(4);
            assertThat(estimate.get("diskBytes").asLong()).isPositive();
            assertThat(house.json(service, "/rebuilds").get("items")).hasSize(1);

            post(house, service, "/rebuilds", "{\"throttle\": {\"eventsPerSecond\": 10}}", 201);
            post(house, service, "/rebuilds/2/cancel", "", 200);
            await().atMost(SOON).until(() -> rebuild(house, service, 2).has("droppedAt"));
            assertThat(house.schemas()).doesNotContain("views_g2");
            assertThat(post(house, service, "/rebuilds/2/switch", "", 409).get("detail").asString()).contains("CANCELLED");
        }
    }

    @Test
    void theStreamOfARebuildTellsUntilItIsLive() throws Exception {
        try (var house = TestHouse.open()) {
            var service = house.startReady(BRISK);
            append(house, 50);
            awaitEqual(house);
            post(house, service, "/rebuilds", "{\"verify\": false, \"switch\": true}", 201);

            HttpResponse<String> stream = house.get(service, "/rebuilds/2/events");

            assertThat(stream.headers().firstValue("Content-Type")).hasValue("text/event-stream");
            assertThat(stream.body()).startsWith("event:rebuild").contains("\"partition\":11");
            assertThat(stream.body().substring(stream.body().lastIndexOf("event:rebuild"))).contains("\"live\":true");
        }
    }

    @Test
    void everythingWrongWithARequestIsNamed() throws Exception {
        try (var house = TestHouse.open()) {
            var service = house.startReady(BRISK);
            JsonNode problem = post(house, service, "/rebuilds", """
                    {"throttle": {"eventsPerSecond": 0, "cpu": 2, "x": 1}, "verify": "yes", "scratch": {}, "speed": 1}""", 400);
            List<String> fields = new ArrayList<>();
            problem.get("errors").forEach(error -> fields.add(error.get("field").asString()));
            assertThat(fields).containsExactlyInAnyOrder(
                    "throttle.eventsPerSecond", "throttle.cpu", "throttle.x", "verify", "scratch.until", "speed");
            assertThat(post(house, service, "/rebuilds", "{", 400).get("type").asString()).isEqualTo("/problems/malformed-json");
            assertThat(post(house, service, "/rebuilds/7/switch", "", 404).get("type").asString())
                    .isEqualTo("/problems/generation-not-found");
            assertThat(post(house, service, "/rebuilds/x/switch", "", 404).get("type").asString()).isEqualTo("/problems/not-found");
            assertThat(house.get(service, "/orders", "Generation", "7").statusCode()).isEqualTo(400);

            assertThat(post(house, service, "/rebuilds", "[".repeat(60_000), 400).get("type").asString())
                    .isEqualTo("/problems/malformed-json");
            assertThat(house.get(service, "/rebuilds", "Accept", "image/png").body()).contains("/problems/not-acceptable");
            for (String type : List.of("*/*", "application/*", "/", "application/json; charset=\"utf-8", "text/plain")) {
                assertThat(say(service, "Content-Type: " + type + "\r\nContent-Length: 2\r\n\r\n{}")).as(type)
                        .startsWith("HTTP/1.1 415")
                        .contains("/problems/unsupported-media-type");
            }
            for (String cutShort : List.of("Content-Length: 500\r\n\r\n{", "Transfer-Encoding: chunked\r\n\r\nzz\r\n{}")) {
                assertThat(say(service, "Content-Type: application/json\r\n" + cutShort)).startsWith("HTTP/1.1 400")
                        .contains("/problems/bad-request");
            }
        }
    }

    /** Sends what no HTTP client would. */
    private static String say(ConfigurableApplicationContext service, String rest) throws IOException {
        try (Socket socket = new Socket("localhost", TestHouse.port(service))) {
            String head = "POST /rebuilds HTTP/1.1\r\nHost: a\r\nConnection: close\r\n%s: %s\r\n".formatted(TestTokens.HEADER,
                    TestTokens.everything());
            socket.getOutputStream().write((head + rest).getBytes(UTF_8));
            socket.shutdownOutput();
            return new String(socket.getInputStream().readAllBytes(), UTF_8);
        }
    }

    /** Of how many events it was measured when queries saw them. */
    private static long visible(ConfigurableApplicationContext service, int generation) {
        Timer timer = service.getBean(MeterRegistry.class)
                .find("orderlog.views.staleness")
                .tag("generation", Integer.toString(generation))
                .timer();
        return timer == null ? 0 : timer.count();
    }

    /** What was under way when it was paused may still arrive. */
    private static long settled(TestHouse house, ConfigurableApplicationContext service) throws Exception {
        long[] last = {-1};
        await().atMost(SOON).pollInterval(Duration.ofSeconds(1)).until(() -> {
            long before = last[0];
            last[0] = rebuild(house, service, 2).at("/progress/done").asLong();
            return before == last[0];
        });
        return last[0];
    }

    private static List<String> groups(TestHouse house) throws Exception {
        try (var admin = house.log().admin()) {
            return admin.listGroups().all().get().stream().map(GroupListing::groupId).toList();
        }
    }
}
