package io.orderlog.query.history.past;

import io.orderlog.query.history.OrderHistory;
import io.orderlog.query.web.NotFoundException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Folds orders anew from their events. All methods throw {@link NotFoundException} where there was no order yet. */
@Component
class PastOrders {

    private final OrderHistory history;

    PastOrders(OrderHistory history) {
        this.history = history;
    }

    /** @param settled whether nothing that is still to be recorded can change it */
    record Recorded(PastOrder order, boolean settled) {}

    /** @param omitted see {@link EffectiveReplay#omitted} */
    record Happened(PastOrder order, List<Long> omitted) {}

    PastOrder atVersion(UUID id, long version) {
        Replay replay = new Replay();
        history.forEach(id, version, replay);
        PastOrder past = replay.past();
        if (past == null || past.version() != version) {
            throw NotFoundException.order(past == null && version > 0
                    ? "There is no such order, or it is not in the views yet."
                    : "The order has no version %d, or it is not in the views yet.".formatted(version));
        }
        return past;
    }

    /**
     * As the log had it: the last version before the first one that was recorded later. Clocks of several writers may differ by a
     * little; then an event counts as recorded no earlier than those before it.
     */
    Recorded atRecorded(UUID id, Instant instant) {
        Optional<Long> firstAfter = history.firstVersionRecordedAfter(id, instant);
        Replay replay = new Replay();
        history.forEach(id, firstAfter.map(version -> version - 1).orElse(Long.MAX_VALUE), replay);
        return new Recorded(existing(replay.past()), firstAfter.isPresent());
    }

    Happened atEffective(UUID id, Instant instant) {
        EffectiveReplay replay = new EffectiveReplay(instant);
        history.forEach(id, Long.MAX_VALUE, replay);
        return new Happened(existing(replay.past()), replay.omitted());
    }

    private static PastOrder existing(@Nullable PastOrder past) {
        if (past == null) {
            throw NotFoundException.order("There was no such order yet at that time, or it is not in the views yet.");
        }
        return past;
    }
}
