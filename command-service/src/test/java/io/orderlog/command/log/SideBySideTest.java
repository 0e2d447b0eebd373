package io.orderlog.command.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.orderlog.event.EventCodec;
import io.orderlog.event.HashChain;
import io.orderlog.order.OrderEvent;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class SideBySideTest {

    private static final int PARTITIONS = 3;
    private static final int EVENTS_OF_AN_ORDER = 50;

    @TempDir
    private Path directory;

    private OrderStates states;
    private SideBySide sideBySide;

    @BeforeEach
    void open() {
        states = OrderStates.open(directory, 128 << 20);
        TailPositions positions = new TailPositions(PARTITIONS);
        LogApplier applier = new LogApplier(states, positions, new PendingAppends());
        applier.resume();
        sideBySide = new SideBySide(applier);
    }

    @AfterEach
    void close() {
        states.close();
    }

    @Test
    void eachPartitionIsAppliedInItsOwnOrderHoweverManyWaysItIsCut() {
        List<List<ConsumerRecord<byte[], byte[]>>> logs = new ArrayList<>();
        for (int partition = 0; partition < PARTITIONS; partition++) {
            logs.add(logOf(partition, orderIn(partition)));
        }
        for (int from = 0, cut = 1; from < EVENTS_OF_AN_ORDER; from += cut, cut = cut % 7 + 1) {
            int begin = from;
            int end = Math.min(EVENTS_OF_AN_ORDER, from + cut);
            sideBySide.add(polled(logs.stream().map(log -> log.subList(begin, end)).toList()));
            sideBySide.awaitRoom();
        }
        finish();

        for (int partition = 0; partition < PARTITIONS; partition++) {
            assertThat(states.position(partition)).isEqualTo(EVENTS_OF_AN_ORDER);
            assertThat(states.get(orderIn(partition))).extracting(OrderState::version).isEqualTo((long) EVENTS_OF_AN_ORDER);
        }
    }

    @Test
    @Timeout(value = 30, unit = TimeUnit.SECONDS)
    void whatFollowsOnDamageIsNotAppliedAndOthersAre() {
        List<ConsumerRecord<byte[], byte[]>> sound = logOf(1, orderIn(1));
        List<ConsumerRecord<byte[], byte[]>> damaged = new ArrayList<>(logOf(0, orderIn(0)));
        damaged.remove(2);
        sideBySide.add(polled(List.of(damaged.subList(0, 10), sound.subList(0, 10))));
        sideBySide.add(polled(List.of(damaged.subList(10, 20), sound.subList(10, 20))));

        assertThatExceptionOfType(LogDamagedException.class).isThrownBy(this::finish);
        sideBySide.close();

        assertThat(states.position(0)).isZero();
        assertThat(states.position(1)).isGreaterThan(0);
    }

    @Test
    @Timeout(value = 60, unit = TimeUnit.SECONDS)
    void whoFetchesFasterThanPartitionsAreAppliedWaitsAndGoesOnWhenThereIsRoomAgain() throws Exception {
        CountDownLatch opened = new CountDownLatch(1);
        sideBySide.close();
        sideBySide = new SideBySide(new LogApplier(behind(opened), new TailPositions(PARTITIONS), new PendingAppends()));
        List<List<ConsumerRecord<byte[], byte[]>>> logs =
                IntStream.range(0, PARTITIONS)
                        .mapToObj(partition -> logOf(partition, orderIn(partition), "x".repeat(1_000_000)))
                        .toList();
        AtomicInteger added = new AtomicInteger();
        Thread fetching = Thread.ofPlatform().start(() -> {
            for (int from = 0; from < 20; from += 2) {
                for (List<ConsumerRecord<byte[], byte[]>> log : logs) {
                    sideBySide.add(polled(List.of(log.subList(from, from + 2))));
                    added.incrementAndGet();
                    sideBySide.awaitRoom();
                }
            }
        });

        // Of a megabyte each; the one that goes beyond the bound is the last.
        Awaitility.await().until(() -> added.get() == 17 && fetching.getState() == Thread.State.WAITING);

        opened.countDown();
        fetching.join();
        finish();
        assertThat(added).hasValue(30);
        for (int partition = 0; partition < PARTITIONS; partition++) {
            assertThat(states.position(partition)).isEqualTo(20);
            assertThat(states.get(orderIn(partition))).extracting(OrderState::version).isEqualTo(20L);
        }
    }

    /** The states, which take nothing before they are opened. */
    private StateStore behind(CountDownLatch opened) {
        return new StateStore() {
            @Override
            public long position(int partition) {
                return states.position(partition);
            }

            @Override
            public @Nullable OrderState get(UUID orderId) {
                return states.get(orderId);
            }

            @Override
            public void commit(int partition, long nextOffset, Map<UUID, Change> changes) {
                try {
                    opened.await();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
                states.commit(partition, nextOffset, changes);
            }
        };
    }

    private void finish() {
        while (!sideBySide.isIdle()) {
            sideBySide.awaitRoom();
            Thread.onSpinWait();
        }
        sideBySide.close();
    }

    private static ConsumerRecords<byte[], byte[]> polled(List<List<ConsumerRecord<byte[], byte[]>>> parts) {
        Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> records = new LinkedHashMap<>();
        Map<TopicPartition, OffsetAndMetadata> next = new HashMap<>();
        for (List<ConsumerRecord<byte[], byte[]>> part : parts) {
            TopicPartition partition = new TopicPartition("orders", part.getFirst().partition());
            records.put(partition, part);
            next.put(partition, new OffsetAndMetadata(part.getLast().offset() + 1));
        }
        return new ConsumerRecords<>(records, next);
    }

    /** The same one every time. */
    private static UUID orderIn(int partition) {
        return IntStream.iterate(1, number -> number + 1)
                .mapToObj(number -> new UUID(partition, number))
                .filter(order -> EventCodec.partition(EventCodec.key(order), PARTITIONS) == partition)
                .findFirst()
                .orElseThrow();
    }

    private static List<ConsumerRecord<byte[], byte[]>> logOf(int partition, UUID order) {
        return logOf(partition, order, "hold");
    }

    /** One order that is placed, and then held and released in turn. */
    private static List<ConsumerRecord<byte[], byte[]>> logOf(int partition, UUID order, String reason) {
        List<ConsumerRecord<byte[], byte[]>> log = new ArrayList<>();
        String previousHash = HashChain.GENESIS;
        for (int offset = 0; offset < EVENTS_OF_AN_ORDER; offset++) {
            OrderEvent event =
                    offset == 0 ? TestEvents.placed() : offset % 2 == 1 ? new OrderEvent.Held(reason) : new OrderEvent.Released();
            var record = TestEvents.at("orders", partition, offset, TestEvents.recorded(order, offset + 1, previousHash, event));
            previousHash = HashChain.hash(record.key(), record.headers(), record.value());
            log.add(record);
        }
        return log;
    }
}
