package io.orderlog.query.history.verification;

import io.orderlog.query.history.verification.PartitionReader.Range;
import io.orderlog.query.history.verification.VerificationRun.State;
import io.orderlog.query.web.LogUnavailableException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/**
 * Verifies the whole log in the background, one partition after the other, so that only the orders of one are in memory. At most one run
 * is under way on all instances together.
 */
@Component
class LogVerifier implements DisposableBean {

    private static final Logger log = LoggerFactory.getLogger(LogVerifier.class);
    private static final Duration TELL_EVERY = Duration.ofSeconds(1);
    private static final Duration STOP_WITHIN = Duration.ofSeconds(5);

    private final LogReaders readers;
    private final VerificationRuns runs;
    private volatile @Nullable Thread worker;
    private volatile boolean closed;

    LogVerifier(LogReaders readers, VerificationRuns runs) {
        this.readers = readers;
        this.runs = runs;
    }

    /** The run is over for this instance. */
    private static final class EndedException extends RuntimeException {}

    /** @return the number of the run; empty if there is one already */
    Optional<Long> start(String startedBy) {
        Optional<Long> number = runs.begin(startedBy);
        // A thread of the platform: Kafka's client may spin, which would take a carrier from all virtual threads.
        number.ifPresent(it -> worker = Thread.ofPlatform().daemon().name("verification-" + it).start(() -> run(it)));
        return number;
    }

    private void run(long number) {
        try (PartitionReader reader = readers.open()) {
            List<Range> ranges = reader.ranges();
            runs.ranges(number, ranges);
            for (Range range : ranges) {
                verify(number, range, ranges.size(), reader);
            }
            finish(number, State.DONE, null);
        } catch (EndedException e) {
            finish(number, State.ABANDONED, "Its instance was stopped.");
        } catch (LogUnavailableException e) {
            finish(number, State.FAILED, "The log did not answer.");
        } catch (DataAccessException e) {
            log.debug("The verification {} ends with Postgres", number, e);
            finish(number, State.FAILED, "Postgres did not answer.");
        } catch (RuntimeException e) {
            log.error("The verification {} failed", number, e);
            finish(number, State.FAILED, "Something went wrong on our side.");
        }
    }

    private void verify(long number, Range range, int partitions, PartitionReader reader) {
        PartitionTally tally = new PartitionTally(new LogChain(partitions));
        long[] told = {System.nanoTime()};
        reader.read(range, tally::add, next -> {
            if (closed) {
                throw new EndedException();
            }
            if (System.nanoTime() - told[0] > TELL_EVERY.toNanos()) {
                tell(number, range, next, tally);
                told[0] = System.nanoTime();
            }
        });
        tell(number, range, range.to(), tally);
    }

    private void tell(long number, Range range, long next, PartitionTally tally) {
        if (!runs.progress(number, range.partition(), next, tally.found())) {
            throw new EndedException();
        }
    }

    /** If Postgres does not take it, others see by its silence that the run is over. */
    private void finish(long number, State state, @Nullable String failure) {
        try {
            runs.finish(number, state, failure);
        } catch (DataAccessException e) {
            log.warn("The end of the verification {} could not be noted down", number);
        }
    }

    @Override
    public void destroy() throws InterruptedException {
        closed = true;
        Thread running = worker;
        if (running != null) {
            running.join(STOP_WITHIN);
        }
    }
}
