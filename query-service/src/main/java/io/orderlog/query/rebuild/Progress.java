package io.orderlog.query.rebuild;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How far a generation is, in records of the log.
 *
 * @param total the records that there are for it now
 * @param eventsPerSecond of the last seconds; {@code null} if nobody has measured yet
 * @param secondsLeft at this speed; {@code null} if nothing moves
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Progress(
        long done,
        long total,
        @Nullable Long eventsPerSecond,
        @Nullable Long secondsLeft,
        List<PartitionProgress> partitions) {

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record PartitionProgress(int partition, long done, long total, @Nullable Long eventsPerSecond, @Nullable Long secondsLeft) {

        static PartitionProgress of(int partition, long done, long total, @Nullable Double speed) {
            return new PartitionProgress(partition, done, total, rounded(speed), left(total - done, speed));
        }
    }

    static Progress of(List<PartitionProgress> partitions, @Nullable Double speed) {
        long done = partitions.stream().mapToLong(PartitionProgress::done).sum();
        long total = partitions.stream().mapToLong(PartitionProgress::total).sum();
        return new Progress(done, total, rounded(speed), left(total - done, speed), partitions);
    }

    private static @Nullable Long rounded(@Nullable Double speed) {
        return speed == null ? null : Math.round(speed);
    }

    private static @Nullable Long left(long events, @Nullable Double speed) {
        if (events <= 0) {
            return 0L;
        }
        return speed == null || speed <= 0 ? null : (long) Math.ceil(events / speed);
    }
}
