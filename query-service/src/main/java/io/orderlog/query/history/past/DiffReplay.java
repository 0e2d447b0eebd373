package io.orderlog.query.history.past;

import io.orderlog.event.WireJson;
import io.orderlog.query.history.StoredEvent;
import io.orderlog.query.history.past.OrderDiff.EventDiff;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Consumer;
import tools.jackson.databind.node.ObjectNode;

/** Applies the events of an order and remembers what each of them changed. */
final class DiffReplay implements Consumer<StoredEvent> {

    /** Every event changes them, and tells them by itself. */
    private static final List<String> OF_EVERY_EVENT = List.of("version", "updatedAt");

    private final Replay replay = new Replay();
    private final List<EventDiff> events = new ArrayList<>();
    private final long from;
    private ObjectNode first = WireJson.MAPPER.createObjectNode();
    private ObjectNode last = first;

    /** @param from the version from which on changes matter */
    DiffReplay(long from) {
        this.from = from;
    }

    @Override
    public void accept(StoredEvent stored) {
        replay.accept(stored);
        if (stored.metadata().version() < from) {
            return;
        }
        ObjectNode now = WireJson.MAPPER.valueToTree(Objects.requireNonNull(replay.past()).toDocument());
        now.remove(OF_EVERY_EVENT);
        if (stored.metadata().version() == from) {
            first = now;
        } else {
            events.add(EventDiff.of(stored, JsonDiff.between(last, now)));
        }
        last = now;
    }

    OrderDiff diff(UUID order, long to) {
        return new OrderDiff(order, from, to, JsonDiff.between(first, last), List.copyOf(events));
    }
}
