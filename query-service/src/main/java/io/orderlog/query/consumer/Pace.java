package io.orderlog.query.consumer;

import io.orderlog.query.generation.GenerationState;
import io.orderlog.query.generation.RegisteredGeneration;
import io.orderlog.query.generation.Throttle;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * How much of the log this instance takes at once for one generation, and how fast. One that is being built takes large batches, bears
 * being held back, and leaves some connections to those that are read.
 */
final class Pace {

    /** A throttled generation moves in steps that are short enough to be seen. */
    private static final int STEPS_PER_SECOND = 5;

    /** With so many records a transaction is worth its while. */
    private static final int ENOUGH = 100;

    private final ViewsProperties properties;
    private final Semaphore builders;
    private final Semaphore followers;
    private final Budget events = new Budget();
    private final Budget busyNanos = new Budget();
    private volatile RegisteredGeneration generation;
    private volatile int assigned;

    /** @param builders one for each batch that may be written at once for any generation that is being built */
    Pace(ViewsProperties properties, Semaphore builders, RegisteredGeneration generation) {
        this.properties = properties;
        this.builders = builders;
        this.followers = new Semaphore(properties.atOnce(), true);
        this.generation = generation;
    }

    void change(RegisteredGeneration now) {
        generation = now;
    }

    /** @param partitions how many of the generation's partitions this instance has */
    void assigned(int partitions) {
        assigned = partitions;
    }

    /** The offset at which the generation ends. */
    long limit(int partition) {
        return generation.limit(partition);
    }

    int batchRecords() {
        int most = isBuilding() ? properties.buildingBatchRecords() : properties.batchRecords();
        double perSecond = eventsPerSecond();
        return (int) Math.clamp(perSecond / STEPS_PER_SECOND / Math.max(1, assigned), 1, most);
    }

    /** How many records the next batch of a partition may wait for: those up to the goal are in the log already. */
    int awaitedRecords(int partition, long next) {
        List<Long> goal = generation.goal();
        long left = partition < goal.size() ? goal.get(partition) - next : 0;
        return (int) Math.clamp(left, 0, batchRecords());
    }

    long batchBytes() {
        return (isBuilding() ? properties.buildingBatchSize() : properties.batchSize()).toBytes();
    }

    /** How many bytes of a partition's records may wait here for their turn. */
    long bufferBytes() {
        long buffer = properties.bufferSize().toBytes();
        return isBuilding() ? buffer : buffer + properties.batchSize().toBytes();
    }

    /** How long to wait after so many records were projected, for those that were projected before them, in nanoseconds. */
    long spend(int records) {
        return Math.max(events.spend(records, eventsPerSecond()), busyNanos.spend(0, cpuNanosPerSecond()));
    }

    /**
     * Runs what writes a batch, when it is its turn; views that are followed do not wait for ever for it.
     *
     * @param records how many are there to be written
     */
    <T> T write(int records, Work<T> work) throws InterruptedException {
        Semaphore turns = isBuilding() ? builders : followers;
        boolean hasTurn = takeTurn(turns, records);
        long begun = System.nanoTime();
        try {
            return work.run();
        } finally {
            busyNanos.spend(System.nanoTime() - begun, cpuNanosPerSecond());
            if (hasTurn) {
                turns.release();
            }
        }
    }

    /** @return whether it is to be given back */
    private boolean takeTurn(Semaphore turns, int records) throws InterruptedException {
        if (turns == followers) {
            return records < ENOUGH && turns.tryAcquire(properties.turnTimeout().toNanos(), TimeUnit.NANOSECONDS);
        }
        turns.acquire();
        return true;
    }

    /** Whether what is written is seen by queries at once. */
    boolean isRead() {
        return generation.isRead();
    }

    interface Work<T> {

        T run() throws InterruptedException;
    }

    boolean isBuilding() {
        return generation.state() == GenerationState.BUILDING;
    }

    /** This instance's share of what all together may do. */
    private double eventsPerSecond() {
        Integer all = throttle().eventsPerSecond();
        int partitions = Math.max(1, generation.goal().size());
        return all == null ? Double.POSITIVE_INFINITY : (double) all * Math.clamp(assigned, 1, partitions) / partitions;
    }

    private double cpuNanosPerSecond() {
        Double share = throttle().cpu();
        return share == null ? Double.POSITIVE_INFINITY : 1e9 * share * Runtime.getRuntime().availableProcessors();
    }

    /** What people read is never held back. */
    private Throttle throttle() {
        return generation.times().live() == null ? generation.throttle() : Throttle.NONE;
    }
}
