package io.orderlog.query.rebuild;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.orderlog.query.generation.GenerationJournal;
import io.orderlog.query.generation.GenerationPurpose;
import io.orderlog.query.generation.GenerationState;
import io.orderlog.query.generation.RegisteredGeneration;
import io.orderlog.query.generation.StoppedPartitions.Stopped;
import io.orderlog.query.generation.Throttle;
import io.orderlog.query.rebuild.ComparisonReport.Result;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A generation as {@code GET /rebuilds/{n}} answers it.
 *
 * @param live whether it is what its releases show
 * @param previous whether a rollback leads to it
 * @param ofThisRelease whether the instance that answers has the same scripts
 * @param stopped partitions that cannot go on, and why
 * @param progress {@code null} once it is over
 * @param journal {@code null} in a list
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record RebuildDocument(
        int number,
        GenerationPurpose purpose,
        GenerationState state,
        boolean live,
        boolean previous,
        boolean paused,
        Throttle throttle,
        boolean verify,
        @JsonProperty("switch") boolean switchByItself,
        String definition,
        boolean ofThisRelease,
        @Nullable String failure,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Stopped> stopped,
        @Nullable Progress progress,
        @Nullable VerificationSummary verification,
        Instant createdAt,
        @Nullable Instant caughtUpAt,
        @Nullable Instant completeAt,
        @Nullable Instant liveAt,
        @Nullable Instant overAt,
        @Nullable Instant droppedAt,
        @Nullable List<GenerationJournal.Entry> journal) {

    static RebuildDocument of(RegisteredGeneration it, boolean live, boolean previous, boolean ofThisRelease, List<Stopped> stopped,
            @Nullable Progress progress,
            @Nullable List<GenerationJournal.Entry> journal) {
        RegisteredGeneration.Times times = it.times();
        return new RebuildDocument(it.number(), it.purpose(), it.state(), live, previous, it.paused(), it.throttle(), it.verify(),
                it.switchByItself(), it.definition(), ofThisRelease, it.failure(), stopped, progress, VerificationSummary.of(it),
                times.created(),
                times.caughtUp(), times.complete(), times.live(), times.over(), times.dropped(), journal);
    }

    /** Nothing will happen to it any more unless somebody asks for it. */
    @JsonProperty("atRest")
    boolean isAtRest() {
        return switch (state) {
            case BUILDING -> paused || !stopped.isEmpty();
            case INDEXING -> false;
            case FOLLOWING -> live || paused || !isToBeCompared() && !willSwitch();
            case FILLED, FAILED -> true;
            case CANCELLED, RETIRED -> droppedAt != null;
        };
    }

    private boolean isToBeCompared() {
        return verify && verification == null;
    }

    private boolean willSwitch() {
        return switchByItself && liveAt == null && !(verify && verification != null && verification.result() != Result.EQUAL);
    }
}
