package io.orderlog.command.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.orderlog.event.EventMetadata;
import io.orderlog.event.EventType;
import io.orderlog.event.HashChain;
import io.orderlog.event.RecordedEvent;
import io.orderlog.order.Address;
import io.orderlog.order.Charges;
import io.orderlog.order.LineQuantity;
import io.orderlog.order.OrderEvent;
import io.orderlog.order.OrderLine;
import io.orderlog.order.Recipient;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OrderStatesTest {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    @TempDir
    private Path directory;

    @ParameterizedTest(name = "with memory for {0} bytes")
    @ValueSource(longs = {0, 20_000, 128 << 20})
    void holdWhatWasCommittedLast(long memory) {
        Map<UUID, OrderState> expected = new HashMap<>();
        Random random = new Random(memory);
        List<UUID> orders = random.ints(200).mapToObj(number -> new UUID(number, 7)).toList();
        for (int opening = 0; opening < 3; opening++) {
            try (OrderStates states = OrderStates.open(directory, memory)) {
                assertThat(states.position(5)).isEqualTo(opening * 400L);
                assertSame(states, orders, expected);
                for (int offset = opening * 400; offset < (opening + 1) * 400; offset++) {
                    UUID order = orders.get(random.nextInt(orders.size()));
                    OrderState before = expected.get(order);
                    assertThat(states.get(order)).isEqualTo(before);
                    OrderState after = next(order, before, offset, random.nextBoolean());
                    states.commit(5, offset + 1, Map.of(order, new StateStore.Change(before, after)));
                    expected.put(order, after);
                }
                assertSame(states, orders, expected);
            }
        }
    }

    @Test
    void areReadFromDiskAsTheyWere() {
        UUID order = UUID.randomUUID();
        OrderState placed = next(order, null, 0, true);
        OrderState paid = OrderState.after(
                placed, event(order, 2, new OrderEvent.PaymentReceived("ch_1", 500)), "b".repeat(64), new LogPosition(1, 8));
        OrderState shipped = OrderState.after(
                paid,
                event(order, 3, new OrderEvent.Shipped(1, List.of(new LineQuantity(1, 2)), "Royal Mail", null)),
                "c".repeat(64),
                new LogPosition(1, 9));

        assertThat(StateFormat.read(StateFormat.write(shipped))).isEqualTo(shipped);
    }

    @Test
    void areMadeAnewWhenAnotherReleaseWroteThem() throws Exception {
        UUID order = UUID.randomUUID();
        try (OrderStates states = OrderStates.open(directory, 1 << 20)) {
            states.commit(5, 1, Map.of(order, new StateStore.Change(null, next(order, null, 0, true))));
        }
        try (RocksStore store = RocksStore.open(directory)) {
            store.db().put(store.meta(), "format".getBytes(UTF_8), "of another release".getBytes(UTF_8));
        }

        for (int opening = 0; opening < 2; opening++) {
            try (OrderStates states = OrderStates.open(directory, 1 << 20)) {
                assertThat(states.position(5)).isEqualTo(opening);
                assertThat(states.get(order) == null).isEqualTo(opening == 0);
                states.commit(5, 1, Map.of(order, new StateStore.Change(null, next(order, null, 0, true))));
            }
        }
    }

    /** No client can have them, but another writer of the log may have. */
    @Test
    void areWrittenWithTextsThatHaveHalfACharacter() {
        UUID order = UUID.randomUUID();
        OrderState held = OrderState.after(
                next(order, null, 0, true), event(order, 2, new OrderEvent.Held("half \ud83d of one")), "b".repeat(64),
                new LogPosition(1, 8));

        assertThat(StateFormat.read(StateFormat.write(held)).order().holdReason()).isEqualTo("half \ufffd of one");
    }

    private static void assertSame(OrderStates states, List<UUID> orders, Map<UUID, OrderState> expected) {
        for (UUID order : orders) {
            assertThat(states.get(order)).isEqualTo(expected.get(order));
        }
        Instant then = START.plusSeconds(600);
        List<UUID> due = expected.entrySet()
                .stream()
                .filter(entry -> entry.getValue().order().expiresAt() instanceof Instant at && !at.isAfter(then))
                .sorted(Comparator.comparing(entry -> entry.getValue().order().expiresAt()))
                .map(Map.Entry::getKey)
                .toList();
        assertThat(states.dueBy(then, 1_000)).containsExactlyElementsOf(due);
        assertThat(states.dueBy(then, 3)).containsExactlyElementsOf(due.stream().limit(3).toList());
    }

    /** Placed with its own time to be paid, then held and released in turn, or paid for good. */
    static OrderState next(UUID order, @Nullable OrderState before, int offset, boolean pays) {
        OrderEvent event;
        if (before == null) {
            event = placed(START.plusSeconds(offset));
        } else if (before.order().holdReason() != null) {
            event = new OrderEvent.Released();
        } else {
            event = pays ? new OrderEvent.PaymentReceived("payment " + offset, 1) : new OrderEvent.Held("hold " + offset);
        }
        return OrderState.after(
                before, event(order, OrderState.nextVersion(before), event), "a".repeat(64), new LogPosition(5, offset));
    }

    private static OrderEvent placed(Instant due) {
        return new OrderEvent.Placed(
                "17850",
                Currency.getInstance("GBP"),
                "536365",
                List.of(new OrderLine(1, "85123A", "WHITE HANGING HEART", 6, 255, Map.of("colour", "white"))),
                Charges.NONE,
                new Recipient("A. Turing", null, null, new Address(List.of("Bletchley Park"), null, null, null, "GB")),
                Map.of("channel", "web"),
                due);
    }

    private static RecordedEvent event(UUID order, long version, OrderEvent event) {
        EventMetadata metadata = new EventMetadata(
                UUID.randomUUID(),
                EventType.of(event).wireName(),
                "/test",
                order,
                version,
                START,
                null,
                "tester",
                "correlation",
                "causation",
                version % 2 == 0 ? null : "key-" + version,
                version % 2 == 0 ? null : "fingerprint",
                null,
                HashChain.GENESIS);
        return new RecordedEvent(metadata, event);
    }
}
