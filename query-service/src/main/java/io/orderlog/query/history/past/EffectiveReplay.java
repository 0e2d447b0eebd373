package io.orderlog.query.history.past;

import io.orderlog.event.EventCodec;
import io.orderlog.order.Order;
import io.orderlog.order.OrderEvent;
import io.orderlog.query.history.StoredEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Applies, in the order of the log, the events that had happened by some instant, whenever they were recorded.
 *
 * <p>An event may rest on one that happened later but was recorded before it, and is then left out too: the order cannot have come to be
 * in that way.
 */
final class EffectiveReplay implements Consumer<StoredEvent> {

    private final EventCodec codec = new EventCodec();
    private final Instant until;
    private final List<Long> omitted = new ArrayList<>();
    private @Nullable PastOrder past;

    /** @param until inclusive */
    EffectiveReplay(Instant until) {
        this.until = until;
    }

    @Override
    public void accept(StoredEvent stored) {
        if (stored.metadata().occurredAt().isAfter(until)) {
            return;
        }
        Order before = PastOrder.orderOf(past);
        if (stored.skipped()) {
            past = before == null ? null : PastOrder.after(past, stored.metadata(), before);
            return;
        }
        Order after = apply(before, codec.event(stored.metadata().type(), stored.value()));
        if (after == null || after.equals(before)) {
            omitted.add(stored.metadata().version());
        } else {
            past = PastOrder.after(past, stored.metadata(), after);
        }
    }

    /** @return {@code null} if the event does not fit */
    private static @Nullable Order apply(@Nullable Order before, OrderEvent event) {
        try {
            Order after = Order.evolve(before, event);
            return Soundness.of(after) ? after : null;
        } catch (IllegalStateException | IndexOutOfBoundsException | ArithmeticException e) {
            return null;
        }
    }

    @Nullable
    PastOrder past() {
        return past;
    }

    /** The versions that had happened, but do not fit without those that had not. */
    List<Long> omitted() {
        return List.copyOf(omitted);
    }
}
