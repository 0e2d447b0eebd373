package io.orderlog.command.handling;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class OrderQueuesTest {

    private static final Duration LONG = Duration.ofSeconds(30);

    private final OrderQueues queues = new OrderQueues(1);
    private final UUID hotOrder = UUID.randomUUID();

    @Test
    void aFullQueueTurnsAwayAtOnceAndOtherOrdersGoOn() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<@Nullable String> first = executor.submit(() -> queues.inTurn(hotOrder, LONG, () -> {
                begun.countDown();
                await(end);
                return "first";
            }));
            begun.await();

            assertThat(queues.inTurn(hotOrder, LONG, () -> "second")).isNull();
            assertThat(queues.inTurn(UUID.randomUUID(), LONG, () -> "other")).isEqualTo("other");

            end.countDown();
            assertThat(first.get()).isEqualTo("first");
        }
        assertThat(queues.inTurn(hotOrder, LONG, () -> "third")).isEqualTo("third");
        assertThat(queues.isEmpty()).isTrue();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
