package io.orderlog.query.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class RecordQueueTest {

    /** What one without a value counts. */
    private static final long RECORD = 1024;

    private static final Duration FOR_EVER = Duration.ofDays(1);

    private final RecordQueue queue = new RecordQueue(() -> 4 * RECORD);

    @Test
    void isFullAtItsLimitAndSaysOnceThatThereIsRoomAgain() {
        assertThat(queue.add(records(3))).isFalse();
        assertThat(queue.add(records(1))).isTrue();
        assertThat(queue.madeRoom()).isFalse();

        assertThat(queue.take(3, Long.MAX_VALUE)).hasSize(3);

        assertThat(queue.madeRoom()).isTrue();
        assertThat(queue.madeRoom()).isFalse();
    }

    @Test
    void hasRoomForABatchThatIsWantedUntilItIsTaken() {
        queue.add(records(4));
        queue.wants(10 * RECORD);

        assertThat(queue.madeRoom()).isTrue();
        assertThat(queue.add(records(5))).isFalse();
        assertThat(queue.add(records(1))).isTrue();
        assertThat(queue.take(Integer.MAX_VALUE, 10 * RECORD)).hasSize(10);
        assertThat(queue.add(records(4))).isTrue();
    }

    @Test
    @Timeout(10)
    void waitsForMoreUntilThereIsEnoughOrNoneComes() throws InterruptedException {
        queue.add(records(2));

        queue.awaitMore(2, Long.MAX_VALUE, FOR_EVER);
        queue.awaitMore(3, 2 * RECORD, FOR_EVER);
        queue.awaitMore(3, 3 * RECORD, Duration.ofMillis(1));

        assertThat(queue.take(Integer.MAX_VALUE, Long.MAX_VALUE)).hasSize(2);
    }

    @Test
    @Timeout(10)
    void waitsForNoMoreWhenItIsFullAndNoneIsFetched() throws InterruptedException {
        queue.add(records(4));

        queue.awaitMore(5, Long.MAX_VALUE, FOR_EVER);

        assertThat(queue.take(Integer.MAX_VALUE, Long.MAX_VALUE)).hasSize(4);
    }

    @Test
    @Timeout(10)
    void waitsNoLongerWhenItIsClosed() throws InterruptedException {
        queue.add(records(1));
        queue.close();

        queue.await();
        queue.awaitMore(1, RECORD, FOR_EVER);

        assertThat(queue.take(Integer.MAX_VALUE, Long.MAX_VALUE)).isEmpty();
    }

    private static List<ConsumerRecord<byte[], byte[]>> records(int count) {
        return IntStream.range(0, count).mapToObj(i -> new ConsumerRecord<>("orders.events", 0, i, new byte[0], new byte[0])).toList();
    }
}
