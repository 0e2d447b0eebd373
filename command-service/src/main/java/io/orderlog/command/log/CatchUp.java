package io.orderlog.command.log;

import java.time.Duration;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How far the tail is on its way to where the log ended when it set out. */
final class CatchUp {

    private static final Logger log = LoggerFactory.getLogger(CatchUp.class);
    private static final Duration BETWEEN_REPORTS = Duration.ofSeconds(5);

    private final Map<TopicPartition, Long> ends;
    private final TailPositions positions;
    private final long startedAt = System.nanoTime();
    private long reportedAt = startedAt;
    private long read;

    CatchUp(Map<TopicPartition, Long> ends, TailPositions positions) {
        this.ends = ends;
        this.positions = positions;
    }

    void read(int records) {
        read += records;
    }

    LogStatus status() {
        long now = System.nanoTime();
        Duration elapsed = Duration.ofNanos(now - startedAt);
        long behind = ends.entrySet()
                .stream()
                .mapToLong(end -> Math.max(0, end.getValue() - positions.next(end.getKey().partition())))
                .sum();
        if (behind == 0) {
            log.info("The log is read to its end: {} records in {} ms", read, elapsed.toMillis());
            return new LogStatus.Current();
        }
        LogStatus.CatchingUp progress = new LogStatus.CatchingUp(read, behind, elapsed);
        Duration left = progress.timeLeft();
        if (left != null && now - reportedAt > BETWEEN_REPORTS.toNanos()) {
            reportedAt = now;
            log.info("Reading the log: {} of {} records, about {} s left", read, read + behind, left.toSeconds());
        }
        return progress;
    }
}
