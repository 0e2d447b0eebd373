package io.orderlog.command.log;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The partitions that Kafka did not answer for. While one is away, one caller at a time finds out whether it is back. All others are told
 * within a moment, which is long enough for a Kafka that is back to answer the one.
 */
final class Outages {

    private static final Duration MOMENT = Duration.ofMillis(200);
    private static final CountDownLatch NOBODY = new CountDownLatch(0);

    /** Nothing for a partition that is fine, else the end of the caller's attempt who finds out, or {@link #NOBODY}. */
    private final AtomicReferenceArray<@Nullable CountDownLatch> tried;

    private final AtomicLong lastAnswer;
    private final Patience patience;
    private final LongSupplier clock;

    /** Waits a moment for the end of somebody else's attempt, and says whether it came. */
    interface Patience {
        boolean sees(CountDownLatch end) throws InterruptedException;
    }

    Outages(int partitions) {
        this(partitions, forAtMost(MOMENT), System::nanoTime);
    }

    /** @param clock tells what was earlier, in any unit */
    Outages(int partitions, Patience patience, LongSupplier clock) {
        this.tried = new AtomicReferenceArray<>(partitions);
        this.patience = patience;
        this.clock = clock;
        this.lastAnswer = new AtomicLong(clock.getAsLong());
    }

    static Patience forAtMost(Duration moment) {
        return end -> end.await(moment.toMillis(), TimeUnit.MILLISECONDS);
    }

    /**
     * Has an event appended, and learns from what became of it.
     *
     * @throws LogUnavailableException if it was not even tried, see {@link #begin}
     */
    Confirmation append(int partition, Supplier<Confirmation> append) {
        try (Attempt attempt = begin(partition)) {
            Confirmation confirmation = append.get();
            switch (confirmation) {
                case Confirmation.Valid _,Confirmation.Superseded _ -> attempt.answered();
                case Confirmation.Unknown _,Confirmation.Refused _ -> attempt.failed();
                case Confirmation.TooLarge _ -> {
                }
            }
            return confirmation;
        }
    }

    /** @throws LogUnavailableException if the partition is away and somebody else is finding out whether it is back */
    Attempt begin(int partition) {
        CountDownLatch end = tried.get(partition);
        if (end == null) {
            return new Attempt(partition, NOBODY);
        }
        CountDownLatch own = new CountDownLatch(1);
        if (end.getCount() == 0 && tried.compareAndSet(partition, end, own)) {
            return new Attempt(partition, own);
        }
        if (isBackInAMoment(partition)) {
            return new Attempt(partition, NOBODY);
        }
        throw new LogUnavailableException("Kafka does not answer.");
    }

    private boolean isBackInAMoment(int partition) {
        CountDownLatch end = tried.get(partition);
        try {
            return end == null || patience.sees(end) && tried.get(partition) == null;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** One question to Kafka; closed without an answer or a failure it tells nothing. */
    final class Attempt implements AutoCloseable {

        private final int partition;
        private final CountDownLatch end;
        private final long begun = clock.getAsLong();

        private Attempt(int partition, CountDownLatch end) {
            this.partition = partition;
            this.end = end;
        }

        void answered() {
            lastAnswer.set(clock.getAsLong());
            tried.set(partition, null);
        }

        /** If nobody else had an answer since either, all partitions are away. */
        void failed() {
            tried.compareAndSet(partition, null, NOBODY);
            if (lastAnswer.get() - begun < 0) {
                for (int other = 0; other < tried.length(); other++) {
                    tried.compareAndSet(other, null, NOBODY);
                }
            }
        }

        @Override
        public void close() {
            end.countDown();
        }
    }
}
