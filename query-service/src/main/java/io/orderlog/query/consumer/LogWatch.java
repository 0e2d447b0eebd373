package io.orderlog.query.consumer;

import io.orderlog.query.generation.Generation;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/** Compares a generation's checkpoints, whoever moves them, with the end of the log: for the lag and for readiness. */
final class LogWatch implements Runnable {

    private static final Logger log = LoggerFactory.getLogger(LogWatch.class);
    private static final Duration FAST = Duration.ofMillis(100);

    private final FollowerContext context;
    private final LogFollower follower;
    private final Set<Integer> measured = ConcurrentHashMap.newKeySet();
    private volatile Map<Integer, Long> lag = Map.of();
    private @Nullable Map<Integer, Long> goal;
    private volatile boolean caughtUp;
    private final CountDownLatch closed = new CountDownLatch(1);

    LogWatch(FollowerContext context, LogFollower follower) {
        this.context = context;
        this.follower = follower;
    }

    /** Whether the views have once reached what was in the log when this instance started, but for partitions that it stopped. */
    boolean caughtUp() {
        return caughtUp;
    }

    /** By partition, how many records the views have not passed yet. */
    Map<Integer, Long> lag() {
        return lag;
    }

    void close() {
        closed.countDown();
    }

    @Override
    public void run() {
        try {
            do {
                look();
            } while (!closed.await((caughtUp ? context.properties().watchInterval() : FAST).toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException | InterruptException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void look() {
        Map<Integer, Long> ends;
        try {
            EventTopic.Description topic = context.topic().describe();
            ends = topic == null ? null : context.topic().ends(topic.partitions());
            context.kafka().answered();
        } catch (InterruptException e) {
            throw e;
        } catch (KafkaException e) {
            context.kafka().failed(e);
            return;
        }
        if (ends == null) {
            return;
        }
        try {
            compare(ends, context.checkpoints().nextOffsets(follower.generation()));
            context.postgres().answered();
        } catch (DataAccessException | TransactionException e) {
            context.postgres().failed(e);
        } catch (RuntimeException e) {
            log.error("The lag of the views {} could not be measured", follower.generation().schema(), e);
        }
    }

    private void compare(Map<Integer, Long> ends, Map<Integer, Long> nextOffsets) {
        Map<Integer, Long> behind = new HashMap<>();
        ends.forEach((partition, end) -> behind.put(partition, Math.max(0, end - nextOffsets.getOrDefault(partition, 0L))));
        lag = Map.copyOf(behind);
        behind.keySet().stream().filter(measured::add).forEach(this::measure);
        Map<Integer, Long> reach = goal == null ? ends : goal;
        goal = reach;
        Map<Integer, PartitionStatus> statuses = follower.statuses();
        caughtUp |= reach.entrySet()
                .stream()
                .allMatch(end -> statuses.get(end.getKey()) instanceof PartitionStatus.Stopped
                        || nextOffsets.getOrDefault(end.getKey(), 0L) >= end.getValue());
    }

    private void measure(int partition) {
        context.metrics().lag(follower.generation(), partition, () -> lag.getOrDefault(partition, 0L));
    }
}
