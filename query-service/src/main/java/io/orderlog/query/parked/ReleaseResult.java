package io.orderlog.query.parked;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.orderlog.query.projection.ParkedOrders.TakenUp;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of a parked order.
 *
 * @param taken how many records are no longer parked, a skipped one among them
 * @param parked how many still are
 * @param reason why, if any are
 * @param leftIn generations in which it could not be done now: to be released there again
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
record ReleaseResult(int taken, int parked, @Nullable String reason, List<Integer> leftIn) {

    static ReleaseResult of(TakenUp result, List<Integer> leftIn) {
        return new ReleaseResult(result.taken(), result.parked(), result.reason(), leftIn);
    }
}
