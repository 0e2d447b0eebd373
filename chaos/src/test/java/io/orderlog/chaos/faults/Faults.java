package io.orderlog.chaos.faults;

import io.orderlog.chaos.house.Cable;
import io.orderlog.chaos.house.Cluster;
import io.orderlog.chaos.house.House;
import io.orderlog.chaos.house.Instance;
import io.orderlog.chaos.house.Sleep;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Breaks the house at random: at most one instance and at most one broker at a time, so that the service as a whole can go on. Every kind
 * has its turn before one comes again.
 */
public final class Faults {

    private static final Set<FaultKind> OF_INSTANCES = EnumSet.range(FaultKind.INSTANCE_ENDED, FaultKind.STATES_GONE);
    private static final Set<FaultKind> OF_BROKERS = EnumSet.range(FaultKind.BROKER_RESTARTED, FaultKind.LEADERS_MOVED);

    private static final Duration SUPERVISION = Duration.ofMillis(250);
    private static final Duration RECOVERY_LIMIT = Duration.ofMinutes(1);

    private final House house;
    private final Duration longerThanTimeouts;
    private final Queue<Fault> done = new ConcurrentLinkedQueue<>();
    private final List<Thread> lanes = new ArrayList<>();
    private final AtomicInteger restarts = new AtomicInteger();
    private volatile boolean ended;
    private volatile boolean allEnded;

    private Faults(House house, Duration longerThanTimeouts) {
        this.house = house;
        this.longerThanTimeouts = longerThanTimeouts;
    }

    /** @param longerThanTimeouts how long an instance sleeps */
    public static Faults start(House house, long seed, Duration longerThanTimeouts) {
        Faults faults = new Faults(house, longerThanTimeouts);
        faults.lanes.add(Thread.ofVirtual().start(() -> faults.play(OF_INSTANCES, new Random(seed))));
        faults.lanes.add(Thread.ofVirtual().start(() -> faults.play(OF_BROKERS, new Random(seed + 1))));
        Thread.ofVirtual().start(faults::restartEnded);
        return faults;
    }

    /** What this machine does not allow. */
    public static Set<FaultKind> impossibleIn(House house) {
        Set<FaultKind> impossible = EnumSet.allOf(FaultKind.class);
        impossible.removeIf(kind -> house.canFillDisks() || !kind.needsSmallDisk());
        return impossible;
    }

    /** Heals what is broken, and returns all that was. */
    public List<Fault> end() throws InterruptedException {
        ended = true;
        for (Thread lane : lanes) {
            lane.join();
        }
        allEnded = true;
        return List.copyOf(done);
    }

    private void play(Set<FaultKind> possible, Random random) {
        try {
            while (!ended) {
                List<FaultKind> kinds = new ArrayList<>(possible);
                kinds.removeAll(impossibleIn(house));
                Collections.shuffle(kinds, random);
                for (FaultKind kind : kinds) {
                    Thread.sleep(500 + random.nextInt(2_500));
                    if (ended) {
                        return;
                    }
                    int target = random.nextInt(kind.isOfBroker() ? Cluster.SIZE : house.instances().size());
                    long from = System.nanoTime();
                    cause(kind, target, random);
                    done.add(new Fault(kind, target, from, System.nanoTime()));
                    awaitRecovery(kind, target);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void cause(FaultKind kind, int target, Random random) throws InterruptedException {
        switch (kind) {
            case INSTANCE_ENDED -> {
                instance(target).end();
                instance(target).start();
            }
            case INSTANCE_KILLED -> {
                instance(target).kill();
                Thread.sleep(random.nextInt(2_000));
                instance(target).start();
            }
            case INSTANCE_STOPPED -> {
                try (Sleep _ = instance(target).putToSleep()) {
                    Thread.sleep(longerThanTimeouts);
                }
            }
            case INSTANCE_CUT_OFF -> cut(target, Cable.State.NOTHING_PASSES, random);
            case ANSWERS_LOST -> cut(target, Cable.State.ANSWERS_HELD_BACK, random);
            case CONNECTIONS_TORN -> cut(target, Cable.State.TORN, random);
            case DISK_FULL -> {
                instance(target).fillDisk();
                Thread.sleep(4_000 + random.nextInt(4_000));
                instance(target).freeDisk();
            }
            case FULL_AT_START -> {
                instance(target).kill();
                instance(target).fillDisk();
                instance(target).start();
                Thread.sleep(8_000 + random.nextInt(4_000));
                instance(target).freeDisk();
            }
            case STATES_GONE -> {
                instance(target).kill();
                instance(target).deleteStates();
                instance(target).start();
            }
            case BROKER_RESTARTED -> {
                house.cluster().end(target);
                house.cluster().start(target);
            }
            case BROKER_KILLED -> {
                house.cluster().kill(target);
                Thread.sleep(random.nextInt(5_000));
                house.cluster().start(target);
            }
            case BROKER_STOPPED -> {
                try (Sleep _ = house.cluster().putToSleep(target)) {
                    Thread.sleep(4_000 + random.nextInt(6_000));
                }
            }
            case LEADERS_MOVED -> house.cluster().moveLeaders(House.TOPIC);
        }
    }

    /** Waits for what broke last, and no longer than it may take. */
    private void awaitRecovery(FaultKind kind, int target) throws InterruptedException {
        if (kind.isOfBroker()) {
            house.cluster().awaitAllThere();
            return;
        }
        long deadline = System.nanoTime() + RECOVERY_LIMIT.toNanos();
        while (!instance(target).isReady() && System.nanoTime() < deadline) {
            Thread.sleep(SUPERVISION.toMillis());
        }
    }

    private void restartEnded() {
        try {
            while (!allEnded) {
                restarts.addAndGet(house.restartEnded());
                Thread.sleep(SUPERVISION.toMillis());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** How many times an instance had ended by itself and was started again. */
    public int restarts() {
        return restarts.get();
    }

    private void cut(int target, Cable.State state, Random random) throws InterruptedException {
        instance(target).setCables(state);
        Thread.sleep(1_000 + random.nextInt(9_000));
        instance(target).setCables(Cable.State.WHOLE);
    }

    private Instance instance(int number) {
        return house.instances().get(number);
    }
}
