package io.orderlog.query.history.verification;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One verification of the whole log.
 *
 * @param startedBy the authenticated client
 * @param seenAt when its instance last said how far it is
 * @param holds unknown while nothing is broken and not all was read
 * @param done how many of the log's offsets were passed
 * @param total how many there were when it began
 * @param secondsLeft while it runs
 * @param found in all partitions together
 * @param partitions in order; none before the log has answered
 * @param failure why it was not finished
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record VerificationRun(
        long number,
        State state,
        String startedBy,
        Instant startedAt,
        Instant seenAt,
        @Nullable Instant finishedAt,
        @Nullable Boolean holds,
        long done,
        long total,
        long perSecond,
        @Nullable Long secondsLeft,
        Tally found,
        List<PartitionRun> partitions,
        @Nullable String failure) {

    @Schema(enumAsRef = true)
    enum State {
        RUNNING,
        DONE,
        /** Something else than the log kept it from being finished. */
        FAILED,
        /** Its instance died or was stopped. */
        ABANDONED
    }

    /** @param next the offset that is read next, from {@code from} until it is {@code to} */
    record PartitionRun(int partition, long from, long next, long to, @JsonUnwrapped Tally found) {}

    static VerificationRun of(
            long number, State state, String startedBy, Instant startedAt, Instant seenAt, @Nullable Instant finishedAt,
            @Nullable String failure, List<PartitionRun> partitions) {
        long done = partitions.stream().mapToLong(it -> it.next() - it.from()).sum();
        long total = partitions.stream().mapToLong(it -> it.to() - it.from()).sum();
        Tally found = partitions.stream().map(PartitionRun::found).reduce(Tally.NOTHING, Tally::plus);
        long perSecond = done * 1000 / Math.max(1, Duration.between(startedAt, seenAt).toMillis());
        return new VerificationRun(number, state, startedBy, startedAt, seenAt, finishedAt, holds(state, found), done, total, perSecond,
                state == State.RUNNING && perSecond > 0 ? (total - done) / perSecond : null, found, partitions, failure);
    }

    private static @Nullable Boolean holds(State state, Tally found) {
        if (found.broken() > 0) {
            return false;
        }
        return state == State.DONE ? true : null;
    }
}
