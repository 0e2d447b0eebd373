package io.orderlog.query.history.past;

import io.orderlog.event.EventCodec;
import io.orderlog.order.Order;
import io.orderlog.query.history.StoredEvent;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Applies the events of an order one after the other, all of them but those that were skipped. */
final class Replay implements Consumer<StoredEvent> {

    private final EventCodec codec = new EventCodec();
    private @Nullable PastOrder past;

    @Override
    public void accept(StoredEvent stored) {
        Order before = PastOrder.orderOf(past);
        Order order = stored.skipped() && before != null
                ? before
                : Order.evolve(before, codec.event(stored.metadata().type(), stored.value()));
        past = PastOrder.after(past, stored.metadata(), order);
    }

    @Nullable
    PastOrder past() {
        return past;
    }
}
