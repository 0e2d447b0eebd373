package io.orderlog.query.consumer;

import io.orderlog.query.generation.Generation;
import io.orderlog.query.projection.Checkpoints.Checkpoint;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.BadSqlGrammarException;
import org.springframework.transaction.TransactionException;

/**
 * Compares a generation's checkpoints, whoever moves them, with the end of the log, for the lag and for readiness, and with what this
 * instance believes to have written.
 */
final class LogWatch implements Runnable {

    private static final Logger log = LoggerFactory.getLogger(LogWatch.class);
    private static final Duration FAST = Duration.ofMillis(100);

    private final FollowerContext context;
    private final Watched follower;
    private final LogIdentity identity;
    private final Map<Integer, Long> knownRepairs = new HashMap<>();
    private final Set<Integer> measured = ConcurrentHashMap.newKeySet();
    private volatile Map<Integer, Long> lag = Map.of();
    private volatile double progress = Double.NaN;
    private @Nullable Map<Integer, Long> goal;
    private volatile boolean caughtUp;
    private volatile @Nullable String mismatch;
    private final CountDownLatch closed = new CountDownLatch(1);

    /** Whose checkpoints are watched. */
    interface Watched {

        Generation generation();

        /** Whether it is far from done, so that nobody waits for the moment at which it has caught up. */
        boolean isFilledInBulk();

        /** By partition, what this instance does with it; only those that are assigned to it. */
        Map<Integer, PartitionStatus> statuses();

        /** The age of the oldest record that this instance has of the partition and the views have not passed; 0 if none. */
        double secondsBehind(int partition);

        /** What this instance believes of the partition is not true any more. */
        void readAgain(int partition, String why);
    }

    LogWatch(FollowerContext context, Watched follower) {
        this.context = context;
        this.follower = follower;
        this.identity = new LogIdentity(context.topic(), follower.generation());
        context.metrics().progress(follower.generation(), () -> progress);
    }

    /** Whether the views have once reached what was in the log when this instance started, but for partitions that it stopped. */
    boolean caughtUp() {
        return caughtUp;
    }

    /** By partition, how many records the views have not passed yet. */
    Map<Integer, Long> lag() {
        return lag;
    }

    /** Why the log cannot be the one that the views were made from, if so: what they show may never have happened. */
    @Nullable
    String mismatch() {
        return mismatch;
    }

    void close() {
        closed.countDown();
    }

    @Override
    public void run() {
        try {
            do {
                look();
            } while (!closed.await(pause().toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException | InterruptException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Duration pause() {
        return caughtUp || follower.isFilledInBulk() ? context.properties().watchInterval() : FAST;
    }

    /** In the order in which they follow one another: each is at least as far as the one that was looked up before it. */
    private void look() {
        try {
            Map<Integer, PartitionStatus> statuses = follower.statuses();
            Map<Integer, Checkpoint> checkpoints = context.checkpoints().all(follower.generation());
            context.postgres().answered();
            EventTopic.Description topic = context.topic().describe();
            tell(topic == null ? identity.mismatch(checkpoints) : identity.mismatch(checkpoints, topic));
            if (topic != null) {
                open(topic, checkpoints.keySet());
                compare(checkpoints, context.topic().ends(topic.partitions()), statuses);
            }
            context.kafka().answered();
            compareWithMemory(checkpoints, statuses);
        } catch (InterruptException e) {
            throw e;
        } catch (KafkaException e) {
            context.kafka().failed(e);
        } catch (BadSqlGrammarException e) {
            log.debug("The views {} are not there, or not any more", follower.generation().schema(), e);
        } catch (DataAccessException | TransactionException e) {
            context.postgres().failed(e);
        } catch (RuntimeException e) {
            log.error("The views {} could not be compared with the log", follower.generation().schema(), e);
        }
    }

    /**
     * A crash of Postgres takes back its last commits, which nobody would notice before the partition's next event. And a partition that
     * stopped because of what is in the views may go on once that is repaired.
     */
    private void compareWithMemory(Map<Integer, Checkpoint> checkpoints, Map<Integer, PartitionStatus> statuses) {
        statuses.forEach((partition, status) -> {
            Checkpoint checkpoint = checkpoints.get(partition);
            switch (status) {
                case PartitionStatus.Following(long believed) when checkpoint == null || checkpoint.nextOffset() < believed ->
                    follower.readAgain(partition, "Postgres lost the last of");
                case PartitionStatus.Stopped _ when checkpoint != null && isRepaired(partition, checkpoint) ->
                    follower.readAgain(partition, "An operator repaired");
                case PartitionStatus.Starting _,PartitionStatus.Following _,PartitionStatus.Stopped _ -> {
                }
            }
        });
        checkpoints.forEach((partition, checkpoint) -> knownRepairs.put(partition, checkpoint.repairs()));
    }

    private boolean isRepaired(int partition, Checkpoint checkpoint) {
        Long known = knownRepairs.get(partition);
        return known != null && checkpoint.repairs() > known;
    }

    /** So that everybody sees from the first moment of which log the views are, also of partitions that have no record. */
    private void open(EventTopic.Description topic, Set<Integer> opened) {
        if (mismatch == null) {
            topic.partitions()
                    .stream()
                    .map(TopicPartition::partition)
                    .filter(partition -> !opened.contains(partition))
                    .forEach(partition -> context.checkpoints().open(follower.generation(), partition, topic.id()));
        }
    }

    private void tell(@Nullable String found) {
        if (found != null && !found.equals(mismatch)) {
            log.error("{}", found);
        }
        mismatch = found;
    }

    private void compare(Map<Integer, Checkpoint> checkpoints, Map<Integer, Long> ends, Map<Integer, PartitionStatus> statuses) {
        Map<Integer, Long> behind = new HashMap<>();
        ends.forEach((partition, end) -> behind.put(partition, Math.max(0, end - nextOffset(checkpoints, partition))));
        lag = Map.copyOf(behind);
        progress = share(behind, ends);
        behind.keySet().stream().filter(measured::add).forEach(this::measure);
        Map<Integer, Long> reach = goal == null ? ends : goal;
        goal = reach;
        caughtUp |= reach.entrySet()
                .stream()
                .allMatch(end -> statuses.get(end.getKey()) instanceof PartitionStatus.Stopped
                        || nextOffset(checkpoints, end.getKey()) >= end.getValue());
    }

    private static double share(Map<Integer, Long> behind, Map<Integer, Long> ends) {
        double all = ends.values().stream().mapToLong(Long::longValue).sum();
        return all == 0 ? 1 : 1 - behind.values().stream().mapToLong(Long::longValue).sum() / all;
    }

    private static long nextOffset(Map<Integer, Checkpoint> checkpoints, int partition) {
        Checkpoint checkpoint = checkpoints.get(partition);
        return checkpoint == null ? 0 : checkpoint.nextOffset();
    }

    private void measure(int partition) {
        context.metrics().lag(follower.generation(), partition, () -> lag.getOrDefault(partition, 0L));
        context.metrics().lagSeconds(follower.generation(), partition, () -> follower.secondsBehind(partition));
    }
}
