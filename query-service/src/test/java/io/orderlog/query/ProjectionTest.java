package io.orderlog.query;

import static io.orderlog.query.TestOrders.placed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orderlog.order.LineQuantity;
import io.orderlog.order.OrderEvent;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class ProjectionTest {

    private static final Duration SOON = Duration.ofSeconds(20);

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

    private static void awaitEqual(TestHouse house) {
        await().atMost(SOON).untilAsserted(() -> assertThat(house.differences()).isEmpty());
    }

}
