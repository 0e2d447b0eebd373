package io.orderlog.command.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.orderlog.command.testing.SmallDisk;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** States that the disk does not take are put back among what is unsaved, while others read and write. */
class FullDiskTest {

    private static final int MEGABYTES = 64;
    private static final int FULL_TWICE = 2;
    /** Enough for the disk to be tried again, and once more. */
    private static final Duration FULL_FOR = Duration.ofMillis(2_500);
    private static final List<UUID> ORDERS = IntStream.range(0, 20).mapToObj(number -> new UUID(number, 7)).toList();

    @TempDir
    private Path directory;

    private final AtomicReferenceArray<@Nullable OrderState> committed = new AtomicReferenceArray<>(ORDERS.size());
    private final AtomicLong readWhileFull = new AtomicLong();
    /** Odd while the disk is full, so that whatever is read comes from memory. */
    private volatile int phase;
    private volatile boolean ended;

    @ParameterizedTest(name = "with memory for {0} bytes")
    @ValueSource(longs = {20_000, 128 << 20})
    @Timeout(value = 120, unit = TimeUnit.SECONDS)
    void nobodyMissesAStateOrSeesAnOlderOneWhileTheDiskIsFullAndAfterwards(long memory) throws Exception {
        SmallDisk disk = SmallDisk.mount(directory, MEGABYTES);
        assumeThat(disk).as("a disk that may be filled").isNotNull();
        try (SmallDisk small = Objects.requireNonNull(disk)) {
            Path states = small.seenFromHere().resolve("states");
            long end;
            try (OrderStates store = OrderStates.open(states, memory); ExecutorService threads = Executors.newCachedThreadPool()) {
                Future<Long> writer = threads.submit(() -> write(store));
                List<Future<Void>> readers = IntStream.range(0, 2).mapToObj(_ -> threads.submit(reader(store))).toList();
                try {
                    for (int time = 0; time < FULL_TWICE; time++) {
                        fillForAWhile(small, store);
                    }
                } finally {
                    ended = true;
                }
                end = writer.get();
                for (Future<Void> reader : readers) {
                    reader.get();
                }
            }
            assertThat(readWhileFull).as("states that were read while the disk was full").hasPositiveValue();
            try (OrderStates again = OrderStates.open(states, memory)) {
                assertThat(again.position(5)).isEqualTo(end);
                IntStream.range(0, ORDERS.size()).forEach(i -> assertThat(again.get(ORDERS.get(i))).isEqualTo(committed.get(i)));
            }
        }
    }

    private void fillForAWhile(SmallDisk small, OrderStates store) throws InterruptedException {
        Awaitility.await().until(() -> committed.get(ORDERS.size() - 1) != null);
        small.fill();
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> store.onDisk().equals(StatesOnDisk.Size.NOTHING));
        phase++;
        Thread.sleep(FULL_FOR);
        phase++;
        small.free();
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> !store.onDisk().equals(StatesOnDisk.Size.NOTHING));
    }

    /** @return the position after the last */
    private long write(OrderStates store) throws InterruptedException {
        int offset = 0;
        while (!ended) {
            int number = offset % ORDERS.size();
            UUID order = ORDERS.get(number);
            OrderState before = committed.get(number);
            OrderState after = OrderStatesTest.next(order, before, offset, false);
            try {
                store.commit(5, offset + 1, Map.of(order, new StateStore.Change(before, after)));
                committed.set(number, after);
                offset++;
            } catch (LogUnavailableException e) {
                // There is no room; as the tail does, it comes again.
            }
            Thread.sleep(1);
        }
        return offset;
    }

    private Callable<Void> reader(OrderStates store) {
        return () -> {
            long[] seen = new long[ORDERS.size()];
            int[] seenInMemory = new int[ORDERS.size()];
            Arrays.fill(seenInMemory, -1);
            while (!ended) {
                for (int i = 0; i < seen.length; i++) {
                    OrderState known = committed.get(i);
                    int before = phase;
                    try {
                        OrderState state = store.get(ORDERS.get(i));
                        boolean full = before % 2 == 1 && before == phase;
                        long version = state == null ? 0 : state.version();
                        assertThat(version).as("version of order %d", i)
                                .isGreaterThanOrEqualTo(Math.max(seen[i], known == null ? 0 : known.version()));
                        seen[i] = version;
                        seenInMemory[i] = full ? before : -1;
                        readWhileFull.addAndGet(full ? 1 : 0);
                    } catch (LogUnavailableException onDiskAlone) {
                        assertThat(seenInMemory[i] == before && before == phase).as("order %d is missing in memory", i).isFalse();
                    }
                }
                Thread.yield();
            }
            return null;
        };
    }
}
