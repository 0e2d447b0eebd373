package io.orderlog.query.consumer;

import io.orderlog.query.generation.Generation;
import io.orderlog.query.generation.GenerationState;
import io.orderlog.query.generation.RegisteredGeneration;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/** This instance's part in one generation: watches it for as long as it is there, and follows the log for it while it is to be filled. */
final class FollowedGeneration implements LogWatch.Watched {

    private static final Duration STOP_WITHIN = Duration.ofSeconds(5);

    private final FollowerContext context;
    private final Map<String, Object> clientSettings;
    private final Pace pace;
    private final LogWatch watch;
    private final List<Thread> threads = new CopyOnWriteArrayList<>();
    private volatile RegisteredGeneration registered;
    private volatile @Nullable LogFollower follower;

    FollowedGeneration(FollowerContext context, RegisteredGeneration registered, Semaphore builders, Map<String, Object> clientSettings) {
        this.context = context;
        this.registered = registered;
        this.clientSettings = clientSettings;
        this.pace = new Pace(context.properties(), builders, registered);
        this.watch = new LogWatch(context, this);
        launch("-watch", watch);
    }

    LogWatch watch() {
        return watch;
    }

    /** Follows the log, or stops to, as the registry says now. */
    void adjust(RegisteredGeneration now) {
        registered = now;
        pace.change(now);
        LogFollower current = follower;
        if (now.isToBeFilled() && current == null) {
            var started = new LogFollower(context, now.generation(), pace, clientSettings);
            follower = started;
            launch("", started);
        } else if (!now.isToBeFilled() && current != null) {
            current.close();
            follower = null;
        }
    }

    /** Threads of the platform: Kafka's client may spin, which would take a carrier from all virtual threads. */
    private void launch(String suffix, Runnable work) {
        threads.removeIf(thread -> !thread.isAlive());
        threads.add(Thread.ofPlatform().daemon().name("views-g" + registered.number() + suffix).start(work));
    }

    @Override
    public Generation generation() {
        return registered.generation();
    }

    @Override
    public boolean isFilledInBulk() {
        return registered.state() != GenerationState.FOLLOWING;
    }

    @Override
    public Map<Integer, PartitionStatus> statuses() {
        LogFollower current = follower;
        return current == null ? Map.of() : current.statuses();
    }

    /** By partition, why this instance stopped it. */
    Map<Integer, String> stopped() {
        Map<Integer, String> reasons = new TreeMap<>();
        statuses().forEach((partition, status) -> {
            if (status instanceof PartitionStatus.Stopped(String reason)) {
                reasons.put(partition, reason);
            }
        });
        return reasons;
    }

    @Override
    public double secondsBehind(int partition) {
        LogFollower current = follower;
        return current == null ? 0 : current.secondsBehind(partition);
    }

    @Override
    public void readAgain(int partition, String why) {
        LogFollower current = follower;
        if (current != null) {
            current.readAgain(partition, why);
        }
    }

    /** Returns at once. */
    void close() {
        LogFollower current = follower;
        if (current != null) {
            current.close();
        }
        watch.close();
        context.metrics().forget(registered.generation());
    }

    void join() throws InterruptedException {
        for (Thread thread : threads) {
            thread.join(STOP_WITHIN);
        }
    }
}
