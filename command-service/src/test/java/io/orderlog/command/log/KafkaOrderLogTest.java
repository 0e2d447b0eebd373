package io.orderlog.command.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderlog.event.HashChain;
import io.orderlog.order.OrderEvent;
import io.orderlog.order.OrderLine;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class KafkaOrderLogTest {

    @RegisterExtension
    static final OrdersTopic ORDERS = new OrdersTopic();

    @Test
    void theFirstWriterOfAVersionWins() {
        try (TestLog log = ORDERS.start()) {
            assertThat(log.log().append(ORDERS.placed(1, HashChain.GENESIS, null))).isInstanceOf(Confirmation.Valid.class);
            assertThat(log.log().append(ORDERS.placed(1, HashChain.GENESIS, null))).isEqualTo(new Confirmation.Superseded());
        }
    }

    @Test
    void aRestartGoesOnFromTheCheckpoint() {
        String hash;
        try (TestLog log = ORDERS.start()) {
            log.log().append(ORDERS.placed(1, HashChain.GENESIS, null));
            hash = ORDERS.stateOf(log).hash();
        }
        try (TestLog log = ORDERS.start()) {
            assertThat(ORDERS.stateOf(log).version()).isEqualTo(1);
            assertThat(log.log().append(ORDERS.held(2, hash))).isInstanceOf(Confirmation.Valid.class);
        }
    }

    @Test
    void whoWroteAloneForAWhileNoticesAtOnceThatAnotherBeganTo() {
        try (TestLog log = ORDERS.start(); TestLog other = ORDERS.start("other", 12)) {
            log.log().append(ORDERS.placed(1, HashChain.GENESIS, null));
            Instant end = Instant.now().plusMillis(1_500);
            while (Instant.now().isBefore(end)) {
                appendNext(log);
            }
            for (int turn = 0; turn < 20; turn++) {
                other.log().awaitEnd(ORDERS.orderId());
                appendNext(other);
                long written = ORDERS.stateOf(other).version();
                log.log().awaitEnd(ORDERS.orderId());
                assertThat(ORDERS.stateOf(log).version()).isEqualTo(written);
                appendNext(log);
            }
        }
    }

    private void appendNext(TestLog log) {
        OrderState state = ORDERS.stateOf(log);
        OrderEvent next = state.order().holdReason() == null ? new OrderEvent.Held("checked") : new OrderEvent.Released();
        assertThat(log.log().append(ORDERS.event(state.version() + 1, state.hash(), next))).isInstanceOf(Confirmation.Valid.class);
    }

    @Test
    void anEmptyDirectoryIsFilledFromTheLog() {
        try (TestLog log = ORDERS.start()) {
            log.log().append(ORDERS.placed(1, HashChain.GENESIS, null));
            try (TestLog other = ORDERS.start("other", 12)) {
                assertThat(ORDERS.stateOf(other)).isEqualTo(ORDERS.stateOf(log));
            }
        }
    }

    @Test
    void knowsWhichOrdersAreDueUntilTheyAreHeldOrPaid() {
        Instant due = Instant.parse("2026-01-01T00:00:00Z");
        try (TestLog log = ORDERS.start()) {
            log.log().append(ORDERS.placed(1, HashChain.GENESIS, due));
            assertThat(log.dueBy(due.minusMillis(1))).isEmpty();
            assertThat(log.dueBy(due)).containsExactly(ORDERS.orderId());

            log.log().append(ORDERS.held(2, ORDERS.stateOf(log).hash()));
            assertThat(log.dueBy(due)).isEmpty();
        }
    }

    @Test
    void aReadBarrierShowsWhatOthersAppendedAndLeavesNoTraceInTheOrders() {
        try (TestLog log = ORDERS.start(); TestLog other = ORDERS.start("other", 12)) {
            log.log().awaitEnd(ORDERS.orderId());
            assertThat(log.log().state(ORDERS.orderId())).isNull();

            assertThat(log.log().append(ORDERS.placed(1, HashChain.GENESIS, null))).isInstanceOf(Confirmation.Valid.class);
            other.log().awaitEnd(ORDERS.orderId());

            assertThat(ORDERS.stateOf(other)).isEqualTo(ORDERS.stateOf(log));
            assertThat(other.log().append(ORDERS.held(2, ORDERS.stateOf(other).hash()))).isInstanceOf(Confirmation.Valid.class);
            assertThat(LogReader.records(ORDERS.bootstrapServers(), ORDERS.topic())).hasSize(4);
            assertThat(LogReader.history(ORDERS.bootstrapServers(), ORDERS.topic(), ORDERS.orderId())).hasSize(2);
        }
    }

    @Test
    void anEventThatIsLargerThanTheLogTakesIsRefused() {
        try (TestLog log = ORDERS.start()) {
            OrderLine large = new OrderLine(1, "1", "x".repeat(5 << 20), 1, 1, Map.of());
            assertThat(log.log().append(ORDERS.event(1, HashChain.GENESIS, TestEvents.placed(List.of(large), null))))
                    .isEqualTo(new Confirmation.TooLarge());
        }
    }

    @Test
    void ordersThatAreDueAreKnownAfterARestartAndOnAnEmptyDisk() {
        Instant due = Instant.parse("2026-01-01T00:00:00Z");
        try (TestLog log = ORDERS.start()) {
            log.log().append(ORDERS.placed(1, HashChain.GENESIS, due));
        }
        try (TestLog again = ORDERS.start(); TestLog other = ORDERS.start("empty", 12)) {
            assertThat(again.dueBy(due)).containsExactly(ORDERS.orderId());
            assertThat(other.dueBy(due)).containsExactly(ORDERS.orderId());
        }
    }
}
