package io.orderlog.command.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderlog.event.EventMetadata;
import io.orderlog.event.RecordedEvent;
import io.orderlog.order.Charges;
import io.orderlog.order.OrderEvent;
import io.orderlog.order.OrderLine;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class OrderStateTest {

    private static final OrderEvent PLACED = new OrderEvent.Placed(
            "1", Currency.getInstance("GBP"), null, List.of(new OrderLine(1, "a", "b", 1, 1, Map.of())), Charges.NONE, null, Map.of(),
            null);

    private final UUID orderId = UUID.randomUUID();

    @Test
    void theLastThousandRequestsAreRememberedAndNoMore() {
        OrderState state = after(null, PLACED);
        while (state.version() < 1_500) {
            state = after(state, state.version() % 2 == 1 ? new OrderEvent.Held("x") : new OrderEvent.Released());
        }

        assertThat(state.requests()).hasSize(1_000);
        assertThat(state.answered("tester", "key-500")).isNull();
        assertThat(state.answered("tester", "key-501")).isNotNull();
        assertThat(state.answered("tester", "key-1500")).isNotNull();
    }

    private OrderState after(@Nullable OrderState before, OrderEvent event) {
        long version = OrderState.nextVersion(before);
        EventMetadata metadata = new EventMetadata(
                UUID.randomUUID(), "type", "/test", orderId, version, Instant.now(), null, "tester", "c", "c", "key-" + version, "f", null,
                OrderState.lastHash(before));
        return OrderState.after(before, new RecordedEvent(metadata, event), "hash", new LogPosition(0, version));
    }
}
