package io.orderlog.query;

import static io.orderlog.query.TestOrders.placed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orderlog.order.OrderEvent;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;

/** What tests of rebuilds do again and again. */
final class TestRebuilds {

    static final Duration SOON = Duration.ofSeconds(60);
    static final String[] BRISK =
            {"orderlog.rebuilds.interval=100ms", "orderlog.rebuilds.drop-after=1s", "orderlog.views.registry-interval=100ms"};

    private TestRebuilds() {}

    static String[] brisk(String... more) {
        List<String> settings = new ArrayList<>(List.of(BRISK));
        settings.addAll(List.of(more));
        return settings.toArray(String[]::new);
    }

    static JsonNode rebuild(TestHouse house, ConfigurableApplicationContext service, int number) throws Exception {
        return house.json(service, "/rebuilds/" + number);
    }

    static JsonNode post(TestHouse house, ConfigurableApplicationContext service, String path, String body, int status) throws Exception {
        HttpResponse<String> response = house.post(service, path, body);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        return TestHouse.json(response);
    }

    /** As soon as it is possible. */
    static void awaitOk(TestHouse house, ConfigurableApplicationContext service, String path) {
        await().atMost(SOON).untilAsserted(() -> {
            HttpResponse<String> response = house.post(service, path, "");
            assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        });
    }

    /** Two events each; answers the first order. */
    static UUID append(TestHouse house, int orders) throws Exception {
        List<UUID> ids = new ArrayList<>();
        List<Future<RecordMetadata>> sent = new ArrayList<>();
        for (int i = 0; i < orders; i++) {
            UUID order = TestOrders.id();
            ids.add(order);
            sent.add(house.log().send(order, placed(), null));
            sent.add(house.log().send(order, new OrderEvent.PaymentReceived("ch_1", 100), null));
        }
        for (Future<RecordMetadata> it : sent) {
            it.get();
        }
        return ids.getFirst();
    }

    static void awaitEqual(TestHouse house) {
        await().atMost(SOON)
                .pollInterval(Duration.ofMillis(200))
                .untilAsserted(() -> assertThat(house.differences()).isEmpty());
    }
}
