package io.orderlog.command.log;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** What an instance in production knows of a log that does not answer, for simulations: what is earlier, and who waits, is theirs. */
public final class KnownOutages {

    private final AtomicLong clock = new AtomicLong();
    private final Outages appends;
    private final Outages barriers;

    /** @param patience waits for what it is given, and says whether it came to be */
    public KnownOutages(int partitions, Predicate<BooleanSupplier> patience) {
        Outages.Patience waits = end -> patience.test(() -> end.getCount() == 0);
        this.appends = new Outages(partitions, waits, clock::incrementAndGet);
        this.barriers = new Outages(partitions, waits, clock::incrementAndGet);
    }

    public Confirmation append(int partition, Supplier<Confirmation> append) {
        return appends.append(partition, append);
    }

    /** @param reaches waits for the end of the partition, and says whether it was reached in time */
    public void awaitEnd(int partition, BooleanSupplier reaches) {
        try (Outages.Attempt attempt = barriers.begin(partition)) {
            if (!reaches.getAsBoolean()) {
                attempt.failed();
                throw new LogUnavailableException("timed out");
            }
            attempt.answered();
        }
    }

    /** Whether somebody who comes now, and is alone, may ask. */
    public boolean letIn(int partition) {
        try (Outages.Attempt _ = appends.begin(partition); Outages.Attempt _ = barriers.begin(partition)) {
            return true;
        } catch (LogUnavailableException e) {
            return false;
        }
    }
}
